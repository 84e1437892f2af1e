using System.Diagnostics.Metrics;
using Coral.Node.Hosting;
using Coral.Proxy.Origin;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Content;

/// <summary>The client that asks origins.</summary>
internal sealed class OriginsPart : INodePart
{
    /// <summary>Creates the client; it connects when it is asked to fetch.</summary>
    /// <param name="options">Limits and times.</param>
    /// <param name="identity">The node as origins see it.</param>
    /// <param name="dialer">Resolves names, checks addresses and connects.</param>
    /// <param name="meters">Makes the client's meter.</param>
    /// <param name="clock">The clock, and timers.</param>
    /// <param name="logger">The client's log.</param>
    public OriginsPart(
        OriginOptions options,
        OriginIdentity identity,
        OriginDialer dialer,
        IMeterFactory meters,
        TimeProvider clock,
        ILogger<OriginClient> logger
    ) => Client = new OriginClient(dialer, identity, options, new OriginMetrics(meters), clock, logger);

    /// <summary>The client.</summary>
    public OriginClient Client { get; }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return ValueTask.CompletedTask;
    }
}
