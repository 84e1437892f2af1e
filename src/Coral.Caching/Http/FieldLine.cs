namespace Coral.Caching.Http;

/// <summary>
/// One field line of a message: a name as received, and its value without the surrounding white space.
/// </summary>
/// <remarks>RFC 9110, section 5. Names compare without regard to case.</remarks>
public readonly record struct FieldLine(string Name, string Value)
{
    /// <summary>True if this line's name is <paramref name="name"/>.</summary>
    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}
