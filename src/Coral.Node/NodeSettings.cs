using Coral.Caching;
using Coral.Node.Configuration;
using Coral.Node.Options;
using Coral.Proxy;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Origin;

namespace Coral.Node;

/// <summary>All options of one node, checked.</summary>
public sealed record NodeSettings
{
    /// <summary>Names, listeners, sites.</summary>
    public NodeOptions Node { get; init; } = new();

    /// <summary>Limits towards clients.</summary>
    public ProxyOptions Proxy { get; init; } = new();

    /// <summary>Where requests are logged.</summary>
    public AccessLogOptions AccessLog { get; init; } = new();

    /// <summary>What is stored, and how it is fetched.</summary>
    public CacheOptions Cache { get; init; } = new();

    /// <summary>How origins are asked.</summary>
    public OriginOptions Origin { get; init; } = new();

    /// <summary>Takes them from what the configuration says.</summary>
    public static NodeSettings From(EffectiveConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new NodeSettings
        {
            Node = configuration.Get<NodeOptions>(),
            Proxy = configuration.Get<ProxyOptions>(),
            AccessLog = configuration.Get<AccessLogOptions>(),
            Cache = configuration.Get<CacheOptions>(),
            Origin = configuration.Get<OriginOptions>(),
        };
    }
}
