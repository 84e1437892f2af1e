using Coral.Core.Network;
using Coral.Index;
using Coral.Node.Hosting;
using Coral.Transport.Gateways;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Index;

/// <summary>Finds the first routers on the way to the network, for hints.</summary>
internal sealed partial class RouterTrace(
    BootstrapNodes bootstrap,
    SerialLoop loop,
    TimeProvider clock,
    ILogger<RouterTrace> logger
) : IIndexTask
{
    /// <inheritdoc />
    public async Task RunAsync(IndexNode node, CancellationToken stoppingToken)
    {
        var found = await bootstrap.ReadAsync(node.Contact.Address, stoppingToken);
        var target = found.Nodes.FirstOrDefault(address => !address.IsLoopback);
        if (target.IsEmpty)
        {
            return;
        }

        var routers = await new GatewayTrace(clock).FindAsync(target.ToIPAddress(), stoppingToken);
        Log.Traced(logger, target, string.Join(", ", routers));
        await loop.RunAsync(() =>
        {
            node.AddGateways(routers);
            return Task.FromResult(true);
        });
    }

    private static partial class Log
    {
        [LoggerMessage(
            1735,
            LogLevel.Debug,
            "Public routers on the first hops towards {Target}: {Routers}.",
            EventName = "IndexTraced"
        )]
        public static partial void Traced(ILogger logger, NodeAddress target, string routers);
    }
}
