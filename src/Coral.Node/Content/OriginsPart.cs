using Coral.Node.Hosting;
using Coral.Proxy.Origin;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Content;

/// <summary>The client that asks origins.</summary>
/// <param name="client">The client; the part disposes it.</param>
internal sealed class OriginsPart(OriginClient client) : INodePart
{
    /// <summary>The client.</summary>
    public OriginClient Client => client;

    /// <summary>Creates the client; it connects with its first fetch.</summary>
    /// <param name="identity">The node as it names itself to origins.</param>
    /// <param name="pins">Addresses of origins that the operator names.</param>
    /// <param name="own">Addresses of the node itself, to which it does not connect.</param>
    public static OriginsPart Create(
        OriginOptions options,
        OriginIdentity identity,
        OriginPins pins,
        OwnListeners own,
        NodeHost host
    )
    {
        var network = host.Network;
        var endPoints = new OriginEndPoints(options, pins, own, network.Resolver, host.Clock);
        var dialer = new OriginDialer(options, endPoints, network.Connector, new OriginTls(), host.Clock);
        var metrics = new OriginMetrics(host.Meters);
        var logger = host.Loggers.CreateLogger<OriginClient>();
        return new OriginsPart(new OriginClient(dialer, identity, options, metrics, host.Clock, logger));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
