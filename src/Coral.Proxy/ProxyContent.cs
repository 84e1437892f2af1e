using Coral.Caching;
using Coral.Core.Names;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Pipeline;

namespace Coral.Proxy;

/// <summary>The content that a proxy serves, the names it serves it under, and the logs it keeps.</summary>
/// <param name="Cache">The cache that requests are served from.</param>
/// <param name="Names">The names that are served.</param>
/// <param name="NetworkId">The id of our network, as our requests' <c>CDN-Loop</c> carries it.</param>
/// <param name="AccessLog">The access log; <see langword="null"/> when it is off. The caller disposes it.</param>
public sealed record ProxyContent(
    IContentCache Cache,
    CoralizedNames Names,
    string NetworkId,
    ProxyMetrics Metrics,
    AccessLog? AccessLog
)
{
    /// <summary>
    /// True for the host of an origin that was seen to redirect to Coral: no client is sent back there.
    /// </summary>
    public Func<string, bool> SendsBack { get; init; } = static _ => false;
}
