using System.Collections.Immutable;

namespace Coral.Node.Configuration;

/// <summary>All options of one node, checked: a record of each type that a section binds to.</summary>
/// <remarks>
/// Immutable. Nothing here knows the types: whatever makes a part takes the records that the part's folder has.
/// </remarks>
public sealed class NodeSettings
{
    private readonly ImmutableDictionary<Type, object> _records;

    /// <summary>Holds these records; of two of a type, the later.</summary>
    /// <param name="records">Records of options.</param>
    public NodeSettings(params IEnumerable<object> records)
        : this(ImmutableDictionary<Type, object>.Empty, records) { }

    private NodeSettings(ImmutableDictionary<Type, object> known, IEnumerable<object> records) =>
        _records = known.SetItems(records.Select(record => KeyValuePair.Create(record.GetType(), record)));

    /// <summary>The record of a type; a new one, with all defaults, where none was given.</summary>
    public TOptions Get<TOptions>()
        where TOptions : class, new() => Find<TOptions>() ?? new TOptions();

    /// <summary>
    /// The record of a type; <see langword="null"/> where none was given, which leaves out a part that a node can do
    /// without: its index, its DNS server, its admin API.
    /// </summary>
    public TOptions? Find<TOptions>()
        where TOptions : class => (TOptions?)_records.GetValueOrDefault(typeof(TOptions));

    /// <summary>The same settings with other records in place of those of their types.</summary>
    public NodeSettings With(params IEnumerable<object> records) => new(_records, records);
}
