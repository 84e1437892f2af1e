using System.Buffers;

namespace Coral.Caching.Http;

/// <summary>Tokens: names of fields, directives and parameters (RFC 9110, section 5.6.2).</summary>
public static class Tokens
{
    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>True if <paramref name="text"/> is a token: not empty, and of such characters alone.</summary>
    public static bool Contains(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Characters);
}
