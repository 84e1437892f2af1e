using System.Buffers;

namespace Coral.Caching.Http;

/// <summary>The value of <c>Origin</c>: one serialized origin, or <c>null</c> (RFC 6454, section 7).</summary>
internal static class WebOriginValue
{
    /// <summary>A host has at most 253 characters; scheme and port come to it.</summary>
    private const int Longest = 300;

    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "-.0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz+"
    );

    /// <summary>True for what a browser sends. Allocates nothing.</summary>
    public static bool IsOne(ReadOnlySpan<char> value)
    {
        if (value is "null")
        {
            return true;
        }

        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0
            && value.Length is var length
            && length > scheme + 3
            && length <= Longest
            && !value[..scheme].ContainsAnyExcept(Characters)
            && !value[(scheme + 3)..].ContainsAnyExcept(Characters);
    }
}
