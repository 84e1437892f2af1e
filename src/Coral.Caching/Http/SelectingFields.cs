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

    /// <summary>Every request without <c>Origin</c> matches.</summary>
    public static readonly SelectingFields WithoutOrigin = new([], [], isWithoutOrigin: true);

    private const string OriginName = "Origin";

    private readonly string[] _names;
    private readonly string?[] _values;
    private readonly bool _isWithoutOrigin;

    /// <summary>Creates a list of names, each with its value or <see langword="null"/> for absent.</summary>
    /// <param name="names">The names of the fields.</param>
    /// <param name="values">The value of each.</param>
    /// <param name="isWithoutOrigin">
    /// <see langword="true"/> to match only requests without <c>Origin</c>, though no name says so.
    /// </param>
    internal SelectingFields(string[] names, string?[] values, bool isWithoutOrigin = false)
    {
        _isWithoutOrigin = isWithoutOrigin;
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

    /// <summary>
    /// The value of a <c>Vary</c> that tells which fields select the response; <see langword="null"/> for none.
    /// </summary>
    public string? Vary
    {
        get
        {
            var names = _isWithoutOrigin ? [.. _names, OriginName] : _names;
            return names.Length == 0 ? null : string.Join(", ", names);
        }
    }

    /// <summary>The fields of these names, with the values that <paramref name="request"/> has.</summary>
    /// <param name="names">The names, each once.</param>
    /// <param name="request">The request as it was sent, or is to be sent.</param>
    /// <param name="isWithoutOrigin">
    /// <see langword="true"/> to match only requests without <c>Origin</c>, though no name says so.
    /// </param>
    public static SelectingFields Of(IReadOnlyList<string> names, IFieldSource request, bool isWithoutOrigin = false)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(request);
        if (names.Count == 0)
        {
            return isWithoutOrigin ? WithoutOrigin : None;
        }

        return new SelectingFields([.. names], [.. names.Select(request.Get)], isWithoutOrigin);
    }

    /// <summary>True if <paramref name="request"/> selects the response. Allocates nothing.</summary>
    public bool Matches(IFieldSource request)
    {
        if (ReferenceEquals(this, Never))
        {
            return false;
        }

        if (_isWithoutOrigin && request.Get(OriginName) is not null)
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

        if (_isWithoutOrigin && newer.ValueOf(OriginName) is not null)
        {
            return false;
        }

        for (var i = 0; i < _names.Length; i++)
        {
            if (
                newer.IndexOf(_names[i]) is not (>= 0 and var at)
                || !FieldValue.SameList(_values[i], newer._values[at])
            )
            {
                return false;
            }
        }

        return true;
    }

    private string? ValueOf(string name) => IndexOf(name) is >= 0 and var at ? _values[at] : null;

    private int IndexOf(string name) =>
        Array.FindIndex(_names, other => string.Equals(name, other, StringComparison.OrdinalIgnoreCase));
}
