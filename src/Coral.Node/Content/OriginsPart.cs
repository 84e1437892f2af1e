using System.Diagnostics.Metrics;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Coral.Node.Zones;
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
    /// <param name="networkId">The id by which origins, and other nodes, know the node's network.</param>
    /// <param name="dialer">Resolves names, checks addresses and connects.</param>
    public static OriginsPart Create(
        NodeSettings settings,
        string networkId,
        OriginDialer dialer,
        IMeterFactory meters,
        TimeProvider clock,
        ILoggerFactory loggers
    )
    {
        var page =
            settings.Get<OriginPageOptions>().AdvertiseUrl?.AbsoluteUri
            ?? $"http://{settings.Get<ZoneOptions>().Zones[0]}/";
        var options = settings.Get<OriginOptions>();
        var identity = new OriginIdentity(ProductVersion.Text, page, networkId);
        var metrics = new OriginMetrics(meters);
        return new OriginsPart(
            new OriginClient(dialer, identity, options, metrics, clock, loggers.CreateLogger<OriginClient>())
        );
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
