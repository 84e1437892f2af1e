namespace Coral.Caching.Http;

/// <summary>
/// The request fields that select a stored response, as they were in the request that fetched it. Immutable.
/// </summary>
/// <remarks>RFC 9111, section 4.1. A field that was absent is kept as absent, and matches only its absence.</remarks>
public sealed class SelectingFields
{
    /// <summary>No field selects: every request matches.</summary>
    public static readonly SelectingFields None = new([], []);

    /// <summary>No request matches (<c>Vary: *</c>).</summary>
    public static readonly SelectingFields Never = new(["*"], [null]);

    private readonly string[] _names;
    private readonly string?[] _values;

    /// <summary>Creates a list of names, each with its value or <see langword="null"/> for absent.</summary>
    internal SelectingFields(string[] names, string?[] values)
    {
        _names = names;
        _values = values;
        foreach (var name in names)
        {
            CharCount += name.Length;
        }

        foreach (var value in values)
        {
            CharCount += value?.Length ?? 0;
        }
    }

    /// <summary>The names, as <c>Vary</c> spells them; <c>*</c> alone for <see cref="Never"/>.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The values, in the order of the names; <see langword="null"/> for a field that was absent.</summary>
    internal IReadOnlyList<string?> Values => _values;

    /// <summary>Characters held, for the count of memory.</summary>
    public int CharCount { get; }

    /// <summary>True if <paramref name="request"/> selects the response. Allocates nothing.</summary>
    public bool Matches(IFieldSource request)
    {
        if (ReferenceEquals(this, Never))
        {
            return false;
        }

        for (var i = 0; i < _names.Length; i++)
        {
            if (!FieldValue.SameList(_values[i], request.Get(_names[i])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// True if the request behind <paramref name="newer"/> selects this one too, so that the newer
    /// response takes its place.
    /// </summary>
    /// <remarks>
    /// Known only where <paramref name="newer"/> names every field that this one names; otherwise they are kept side by
    /// side.
    /// </remarks>
    public bool IsSupersededBy(SelectingFields newer)
    {
        if (ReferenceEquals(this, Never))
        {
            return ReferenceEquals(newer, Never);
        }

        for (var i = 0; i < _names.Length; i++)
        {
            var at = Array.FindIndex(
                newer._names,
                name => string.Equals(name, _names[i], StringComparison.OrdinalIgnoreCase)
            );
            if (at < 0 || !FieldValue.SameList(_values[i], newer._values[at]))
            {
                return false;
            }
        }

        return true;
    }
}
