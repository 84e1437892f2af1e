using Coral.Caching;
using Coral.Core.Names;
using Coral.Proxy.AccessLogging;

namespace Coral.Proxy;

/// <summary>What a proxy serves, under which names, and whom it tells.</summary>
/// <param name="Cache">Where content comes from.</param>
/// <param name="Names">Which names are served.</param>
/// <param name="NetworkId">The id of our network, as our requests' <c>CDN-Loop</c> carries it.</param>
/// <param name="Metrics">What is counted.</param>
/// <param name="AccessLog">The access log; <see langword="null"/> when it is off. The caller disposes it.</param>
public sealed record ProxyContent(
    IContentCache Cache,
    CoralizedNames Names,
    string NetworkId,
    ProxyMetrics Metrics,
    AccessLog? AccessLog
);
