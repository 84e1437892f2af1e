using System.Reflection;
using Coral.Node.Configuration.Kinds;

namespace Coral.Node.Configuration;

/// <summary>Every option of a node, found by reflection over the records that hold them.</summary>
/// <remarks>Immutable; safe from any thread.</remarks>
public sealed class OptionCatalog
{
    private readonly Dictionary<string, OptionDefinition> _byKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _sections = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lists the options of <paramref name="records"/>.</summary>
    /// <param name="records">Types with a constant <c>SectionName</c> and a constructor without parameters.</param>
    public OptionCatalog(IReadOnlyList<Type> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        Records = records;
        Definitions = [.. records.SelectMany(record => Columns(SectionOf(record), record, table: null))];
        foreach (var definition in Definitions)
        {
            _byKey.Add(definition.Key, definition);
            if (definition.Shape == OptionShape.List)
            {
                _byKey.Add(definition.Key + ":N", definition);
            }

            AddSections(definition.Key);
        }
    }

    /// <summary>The records that hold the options.</summary>
    public IReadOnlyList<Type> Records { get; }

    /// <summary>All options, record by record, in the order of their properties.</summary>
    public IReadOnlyList<OptionDefinition> Definitions { get; }

    /// <summary>The option that <paramref name="key"/> sets, its places being numbers; case does not count.</summary>
    internal OptionDefinition? Find(string key) => _byKey.GetValueOrDefault(Generalize(key));

    /// <summary>Options lie below <paramref name="key"/>.</summary>
    internal bool IsSection(string key) => _sections.Contains(Generalize(key));

    /// <summary>The section that a record binds to.</summary>
    internal static string SectionOf(Type record) =>
        record.GetField("SectionName", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string
        ?? throw new ArgumentException($"{record} has no constant SectionName.", nameof(record));

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

    private void AddSections(string key)
    {
        for (var end = key.LastIndexOf(':'); end > 0; end = key.LastIndexOf(':', end - 1))
        {
            _sections.Add(key[..end]);
        }
    }
}
