namespace Coral.Core.Http.StructuredFields;

/// <summary>The parameters of an item or an inner list, in their order (RFC 9651, section 3.1.2). Immutable.</summary>
public sealed class ItemParameters
{
    /// <summary>No parameters.</summary>
    public static readonly ItemParameters None = new([]);

    private readonly OrderedDictionary<string, BareItem> _values;

    private ItemParameters(OrderedDictionary<string, BareItem> values) => _values = values;

    /// <summary>
    /// The parameters of <paramref name="values"/>; of a repeated key the last value, in the first place.
    /// </summary>
    /// <exception cref="ArgumentException">A key is none.</exception>
    public static ItemParameters Of(params IEnumerable<(string Key, BareItem Value)> values)
    {
        var kept = new OrderedDictionary<string, BareItem>(StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            kept[StructuredGrammar.IsKey(key) ? key : throw NoKey(key)] = value;
        }

        return kept.Count == 0 ? None : new ItemParameters(kept);
    }

    /// <summary>The number of parameters.</summary>
    public int Count => _values.Count;

    /// <summary>The value of <paramref name="key"/>; <see langword="null"/> where it is absent.</summary>
    public BareItem? Find(string key) => _values.TryGetValue(key, out var value) ? value : null;

    /// <summary>True if <paramref name="key"/> is there with the value true, as a key without a value has it.</summary>
    public bool HasFlag(string key) => Find(key) is { IsTrue: true };

    /// <summary>Enumerates the parameters in their order.</summary>
    public IEnumerator<KeyValuePair<string, BareItem>> GetEnumerator() => _values.GetEnumerator();

    /// <summary>Takes what a parser has read, whose keys are keys.</summary>
    internal static ItemParameters Read(OrderedDictionary<string, BareItem>? values) =>
        values is null ? None : new ItemParameters(values);

    internal static ArgumentException NoKey(string key) =>
        new($"'{key}' is no key of a structured field.", nameof(key));
}
