using Coral.Node.Admin;
using Coral.Node.Clients;
using Coral.Node.Configuration;
using Coral.Node.Content;
using Coral.Node.Dns;
using Coral.Node.Health;
using Coral.Node.Identity;
using Coral.Node.Index;
using Coral.Node.Logging;
using Coral.Node.Peers;
using Coral.Node.Zones;

namespace Coral.Node;

/// <summary>The list of all sections of options, and the sources that they are read from.</summary>
/// <remarks>
/// A section is said whole in the folder of the part that owns it; here it has one line. Help, the JSON file, the
/// environment variables, <c>--print-config</c> and the test of docs/operations.md take all from this list.
/// </remarks>
public static class NodeConfiguration
{
    /// <summary>Every option there is, in the order in which options are shown.</summary>
    public static OptionCatalog Catalog { get; } =
        new([
            ZoneSections.Zones,
            ClientsSections.Listeners,
            ContentSections.OriginPage,
            IndexSections.Advertise,
            HealthSections.Availability,
            IdentitySections.Data,
            LoggingSections.Log,
            ContentSections.Sites,
            ClientsSections.Limits,
            ClientsSections.AccessLog,
            ContentSections.Cache,
            ContentSections.Cooperation,
            ContentSections.Origins,
            PeersSections.Peers,
            IndexSections.Node,
            IndexSections.Index,
            IndexSections.Clusters,
            IndexSections.Udp,
            DnsSections.Node,
            DnsSections.Answers,
            DnsSections.Udp,
            DnsSections.Tcp,
            AdminSections.Admin,
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
    )
    {
        var process = new ProcessEnvironment(variables, isOutputTerminal);
        return new ConfigurationReader(Catalog).Read([
            .. Catalog.Sections.SelectMany(section => section.Defaults(process)),
            .. file is null ? [] : JsonFileSettings.Read(file),
            .. EnvironmentSettings.Read(variables),
            .. flags,
        ]);
    }
}
