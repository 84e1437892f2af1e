using Coral.Proxy.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coral.Proxy.Peers;

/// <summary>Translates the limits towards peers into Kestrel's.</summary>
internal static class PeerLimits
{
    private const int MaxFields = 200;

    /// <summary>The time without a byte until a peer is pinged, and from the ping until it counts as lost.</summary>
    /// <remarks>Longer than a peer waits for us: this only frees what a dead one holds.</remarks>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>The bounds on connections: of peers, and of strangers who are none.</summary>
    public static ConnectionBounds Connections(PeerOptions options) =>
        new(options.MaxConnections)
        {
            MinBytesPerSecond = options.MinAnswerBytesPerSecond,
            Grace = options.MinAnswerRateGrace,
        };

    /// <summary>Sets Kestrel's own limits.</summary>
    public static void Apply(PeerOptions options, KestrelServerLimits limits)
    {
        limits.MaxRequestLineSize = (int)options.MaxHeaderBytes;
        limits.MaxRequestHeadersTotalSize = (int)options.MaxHeaderBytes;
        limits.MaxRequestBufferSize = Math.Max(2 * options.MaxHeaderBytes, limits.MaxRequestBufferSize ?? 0);
        limits.MaxRequestHeaderCount = MaxFields;
        limits.MaxRequestBodySize = 0;
        limits.KeepAliveTimeout = options.IdleTime;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MinResponseDataRate =
            options.MinAnswerBytesPerSecond == 0
                ? null
                : new MinDataRate(options.MinAnswerBytesPerSecond, options.MinAnswerRateGrace);
        limits.Http2.MaxStreamsPerConnection = options.MaxStreamsPerConnection;
        limits.Http2.MaxRequestHeaderFieldSize = (int)options.MaxHeaderBytes;
        limits.Http2.KeepAlivePingDelay = Silence;
        limits.Http2.KeepAlivePingTimeout = Silence;
    }
}
