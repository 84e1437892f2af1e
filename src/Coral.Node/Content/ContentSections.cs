using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Node.Configuration;
using Coral.Proxy.Origin;

namespace Coral.Node.Content;

/// <summary>The sections of the cache and of its way to origins.</summary>
internal static class ContentSections
{
    private const long LeastBytes = 8L << 20;

    /// <summary>The page by which origins know who asks.</summary>
    public static OptionSection OriginPage { get; } = new(OriginPageOptions.SectionName, typeof(OriginPageOptions));

    /// <summary>The sites that the operator declares.</summary>
    public static OptionSection Sites { get; } = new(SiteListOptions.SectionName, typeof(SiteListOptions));

    /// <summary>The store, and fetches into it.</summary>
    public static OptionSection Cache { get; } =
        new(CacheOptions.SectionName, typeof(CacheOptions))
        {
            Demands =
            [
                new(
                    Resource.Memory,
                    "of stored responses",
                    LeastBytes,
                    settings => settings.Get<CacheOptions>().MemoryBytes,
                    (settings, most) => settings.With(settings.Get<CacheOptions>() with { MemoryBytes = most })
                ),
                new(
                    Resource.Memory,
                    "of transfers under way",
                    LeastBytes,
                    settings => settings.Get<CacheOptions>().TransferBytes,
                    (settings, most) => settings.With(WithTransferBytes(settings.Get<CacheOptions>(), most))
                ),
            ],
            Renamed = new Dictionary<string, string>
            {
                ["Coral:Origin:MaxObjectBytes"] = nameof(CacheOptions.MaxObjectBytes),
                ["Coral:Cooperation:LargestObjectBytes"] = nameof(CacheOptions.MaxObjectBytes),
            },
        };

    /// <summary>Fetches together with others.</summary>
    public static OptionSection Cooperation { get; } = new(CooperationOptions.SectionName, typeof(CooperationOptions));

    /// <summary>Requests to origins.</summary>
    public static OptionSection Origins { get; } =
        new(OriginOptions.SectionName, typeof(OriginOptions))
        {
            Flags =
            [
                new(
                    "--origin",
                    "Coral:Origin:Pins",
                    "HOST=SERVER[:PORT]",
                    130,
                    "Fetch this host from this server, a name or an address; may be repeated"
                ),
            ],
            Demands =
            [
                new(
                    Resource.Files,
                    "to origins",
                    Least: 32,
                    settings => settings.Get<OriginOptions>().MaxConnections,
                    (settings, most) =>
                        settings.With(
                            settings.Get<OriginOptions>() with
                            {
                                MaxConnections = (int)most,
                                MaxConnectionsPerOrigin = Math.Min(
                                    settings.Get<OriginOptions>().MaxConnectionsPerOrigin,
                                    (int)most
                                ),
                            }
                        )
                ),
            ],
        };

    /// <summary>Less memory for transfers: no object can be larger than that.</summary>
    private static CacheOptions WithTransferBytes(CacheOptions options, long most) =>
        options with
        {
            TransferBytes = most,
            MaxObjectBytes = Math.Min(options.MaxObjectBytes, most),
        };
}
