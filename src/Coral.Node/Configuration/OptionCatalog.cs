using System.Reflection;
using Coral.Node.Configuration.Kinds;

namespace Coral.Node.Configuration;

/// <summary>Every option of some sections: the properties of their records, and the flags that set them.</summary>
/// <remarks>Immutable; safe from any thread.</remarks>
public sealed class OptionCatalog
{
    private readonly Dictionary<string, OptionDefinition> _byKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, OptionDefinition> _renamed = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _prefixes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lists the options of <paramref name="sections"/>.</summary>
    /// <param name="sections">In the order in which their options are shown.</param>
    public OptionCatalog(IReadOnlyList<OptionSection> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        Sections = sections;
        Definitions = [.. sections.SelectMany(section => Columns(section.Name, section.Record, table: null))];
        Flags = [.. sections.SelectMany(section => section.Flags).OrderBy(flag => flag.Position)];
        foreach (var definition in Definitions)
        {
            _byKey.Add(definition.Key, definition);
            if (definition.Shape == OptionShape.List)
            {
                _byKey.Add(definition.Key + ":N", definition);
            }

            AddPrefixes(definition.Key);
        }

        foreach (var (section, old, property) in sections.SelectMany(s => s.Renamed.Select(r => (s, r.Key, r.Value))))
        {
            _renamed.Add(old, _byKey[$"{section.Name}:{property}"]);
        }
    }

    /// <summary>The sections that the options lie in.</summary>
    public IReadOnlyList<OptionSection> Sections { get; }

    /// <summary>All options, section by section, in the order of their properties.</summary>
    public IReadOnlyList<OptionDefinition> Definitions { get; }

    /// <summary>All flags of <c>coral run</c> that set an option, in the order of help.</summary>
    public IReadOnlyList<RunFlag> Flags { get; }

    /// <summary>Limits among the options that cost descriptors or memory.</summary>
    public IEnumerable<ResourceDemand> Demands => Sections.SelectMany(section => section.Demands);

    /// <summary>The flag that sets the option of this full key, if any.</summary>
    public RunFlag? FlagFor(string key) => Flags.FirstOrDefault(flag => flag.Key == key);

    /// <summary>The option that <paramref name="key"/> sets, its places being numbers; case does not count.</summary>
    internal OptionDefinition? Find(string key) => _byKey.GetValueOrDefault(Generalize(key));

    /// <summary>The option that has taken the place of <paramref name="key"/>, which is none any more.</summary>
    internal OptionDefinition? FindRenamed(string key) => _renamed.GetValueOrDefault(key);

    /// <summary>Options lie below <paramref name="key"/>.</summary>
    internal bool IsSection(string key) => _prefixes.Contains(Generalize(key));

    private static IEnumerable<OptionDefinition> Columns(string section, Type record, PropertyInfo? table) =>
        record
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true })
            .SelectMany(property =>
                OptionDefinition.ElementOf(property.PropertyType) is { } element && OptionKinds.IsRecord(element)
                    ? Columns($"{section}:{property.Name}:N", element, property)
                    : [new OptionDefinition(section, property, table)]
            );

    private static string Generalize(string key) =>
        key.AsSpan().ContainsAnyInRange('0', '9')
            ? string.Join(':', key.Split(':').Select(segment => segment.All(char.IsAsciiDigit) ? "N" : segment))
            : key;

    private void AddPrefixes(string key)
    {
        for (var end = key.LastIndexOf(':'); end > 0; end = key.LastIndexOf(':', end - 1))
        {
            _prefixes.Add(key[..end]);
        }
    }
}
