using System.Buffers;

namespace Coral.Core.Http.StructuredFields;

/// <summary>The characters of keys, tokens and strings (RFC 9651, sections 3.1.2, 3.3.3 and 3.3.4).</summary>
public static class StructuredGrammar
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";

    /// <summary>The characters of a key.</summary>
    internal static readonly SearchValues<char> KeyCharacters = SearchValues.Create(Lower + Digits + "_-.*");

    /// <summary>The characters of a token.</summary>
    internal static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        Lower + Upper + Digits + "!#$%&'*+-.^_`|~:/"
    );

    /// <summary>The digits of an escaped byte in a display string.</summary>
    internal static readonly SearchValues<char> LowerHexDigits = SearchValues.Create(Digits + "abcdef");

    /// <summary>The characters of base64, its padding included.</summary>
    internal static readonly SearchValues<char> Base64Characters = SearchValues.Create(Lower + Upper + Digits + "+/=");

    /// <summary>True if <paramref name="text"/> can be a key.</summary>
    public static bool IsKey(ReadOnlySpan<char> text) =>
        !text.IsEmpty && IsKeyStart(text[0]) && !text.ContainsAnyExcept(KeyCharacters);

    /// <summary>True if <paramref name="text"/> can be a token.</summary>
    public static bool IsToken(ReadOnlySpan<char> text) =>
        !text.IsEmpty && IsTokenStart(text[0]) && !text.ContainsAnyExcept(TokenCharacters);

    /// <summary>True if <paramref name="text"/> can be a string: it is printable ASCII.</summary>
    public static bool IsString(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange(' ', '~');

    internal static bool IsKeyStart(char c) => char.IsAsciiLetterLower(c) || c == '*';

    internal static bool IsTokenStart(char c) => char.IsAsciiLetter(c) || c == '*';
}
