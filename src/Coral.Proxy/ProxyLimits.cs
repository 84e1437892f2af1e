using Coral.Proxy.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coral.Proxy;

/// <summary>Says our limits in Kestrel's words; those of connections are <see cref="ConnectionTable"/>'s.</summary>
internal static class ProxyLimits
{
    /// <summary>
    /// A body that comes with a refused request is thrown away up to this length; a longer one ends the connection.
    /// </summary>
    private const long DrainedBodyBytes = 64 * 1024;

    /// <summary>
    /// A request line over the limit but within this many times of it is answered with a page that says so; beyond, the
    /// server refuses it before we see it, with the bare status.
    /// </summary>
    private const int ExplainedFactor = 2;

    /// <summary>The bounds on connections.</summary>
    public static ConnectionBounds Connections(ProxyOptions options) =>
        new(options.MaxConnections)
        {
            MostPerAddress = options.MaxConnectionsPerAddress,
            Exempt = [.. options.TrustedProxies],
            MinBytesPerSecond = options.MinResponseBytesPerSecond,
            Grace = options.MinResponseRateGrace,
        };

    /// <summary>Sets Kestrel's own limits.</summary>
    public static void Apply(ProxyOptions options, KestrelServerLimits limits)
    {
        limits.MaxRequestLineSize = ExplainedFactor * (int)options.MaxRequestLineBytes;
        limits.MaxRequestHeadersTotalSize = (int)options.MaxRequestHeaderBytes;
        limits.MaxRequestHeaderCount = options.MaxRequestFields;
        limits.RequestHeadersTimeout = options.RequestHeaderTimeout;
        limits.KeepAliveTimeout = options.KeepAlive;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxResponseBufferSize = options.ResponseBufferBytes;
        limits.MaxRequestBodySize = DrainedBodyBytes;
        limits.MaxRequestBufferSize = Math.Max(
            options.MaxRequestHeaderBytes + (ExplainedFactor * options.MaxRequestLineBytes),
            limits.MaxRequestBufferSize ?? 0
        );
        limits.MinResponseDataRate =
            options.MinResponseBytesPerSecond == 0
                ? null
                : new MinDataRate(options.MinResponseBytesPerSecond, options.MinResponseRateGrace);
        limits.Http2.MaxStreamsPerConnection = options.MaxStreamsPerConnection;
        limits.Http2.MaxRequestHeaderFieldSize = (int)options.MaxRequestHeaderBytes;
    }
}
