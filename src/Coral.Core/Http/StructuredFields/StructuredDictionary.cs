using System.Collections;

namespace Coral.Core.Http.StructuredFields;

/// <summary>A field that is a dictionary, its members in their order (RFC 9651, section 3.2). Immutable.</summary>
public sealed class StructuredDictionary : IReadOnlyCollection<KeyValuePair<string, StructuredMember>>
{
    private readonly OrderedDictionary<string, StructuredMember> _members;

    internal StructuredDictionary(OrderedDictionary<string, StructuredMember> members) => _members = members;

    /// <inheritdoc />
    public int Count => _members.Count;

    /// <summary>The member named <paramref name="key"/>; <see langword="null"/> where it is absent.</summary>
    public StructuredMember? Find(string key) => _members.GetValueOrDefault(key);

    /// <summary>The item named <paramref name="key"/>; <see langword="null"/> where there is none.</summary>
    public BareItem? Item(string key) => Find(key)?.Item;

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, StructuredMember>> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
