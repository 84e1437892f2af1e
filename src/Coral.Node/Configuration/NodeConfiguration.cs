using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Dns.Configuration;
using Coral.Index.Clusters;
using Coral.Index.Options;
using Coral.Node.Admin;
using Coral.Node.Dns;
using Coral.Node.Identity;
using Coral.Node.Index;
using Coral.Node.Options;
using Coral.Proxy;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Dns.Udp;
using Coral.Transport.Udp;

namespace Coral.Node.Configuration;

/// <summary>The options of a node, and the sources that they are read from.</summary>
public static class NodeConfiguration
{
    /// <summary>Every option there is.</summary>
    public static OptionCatalog Catalog { get; } =
        new([
            typeof(NodeOptions),
            typeof(ProxyOptions),
            typeof(AccessLogOptions),
            typeof(CacheOptions),
            typeof(CooperationOptions),
            typeof(OriginOptions),
            typeof(PeerOptions),
            typeof(NodeIndexOptions),
            typeof(IndexOptions),
            typeof(ClusterOptions),
            typeof(UdpTransportOptions),
            typeof(NodeDnsOptions),
            typeof(DnsOptions),
            typeof(DnsUdpOptions),
            typeof(DnsTcpOptions),
            typeof(AdminOptions),
        ]);

    /// <summary>Reads all sources: defaults, then the file, then the environment, then the command line.</summary>
    /// <param name="file">The JSON file, if one is named.</param>
    /// <param name="variables">All environment variables.</param>
    /// <param name="flags">Settings from the command line.</param>
    /// <param name="isOutputTerminal">
    /// Whether a person reads standard output: else nobody asked for an access log there.
    /// </param>
    /// <exception cref="ConfigurationException">Something is wrong; it says all of it.</exception>
    public static EffectiveConfiguration Load(
        string? file,
        IReadOnlyDictionary<string, string?> variables,
        IEnumerable<Setting> flags,
        bool isOutputTerminal
    ) =>
        new ConfigurationReader(Catalog).Read([
            .. isOutputTerminal ? [] : NoTerminal,
            .. DataIn(variables),
            .. file is null ? [] : JsonFileSettings.Read(file),
            .. EnvironmentSettings.Read(variables),
            .. flags,
        ]);

    private static IEnumerable<Setting> DataIn(IReadOnlyDictionary<string, string?> variables) =>
        DataFolder.DefaultPath(variables) is { } path
            ? [new($"{NodeOptions.SectionName}:{nameof(NodeOptions.Data)}", path, SettingSourceKind.Default, "default")]
            : [];

    private static IReadOnlyList<Setting> NoTerminal { get; } =
    [
        new(
            $"{AccessLogOptions.SectionName}:{nameof(AccessLogOptions.Destination)}",
            AccessLogOptions.Off,
            SettingSourceKind.Default,
            "default (no terminal)"
        ),
    ];
}
