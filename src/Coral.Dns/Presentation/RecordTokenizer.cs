namespace Coral.Dns.Presentation;

/// <summary>Splits a line of a zone file into words at blanks; a quoted string is one word, with its quotes.</summary>
internal static class RecordTokenizer
{
    /// <summary>The words, one after the other.</summary>
    /// <exception cref="FormatException">A quoted string has no end.</exception>
    public static IEnumerable<string> Split(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            var isQuoted = text[at] == '"';
            for (at++; at < text.Length && !IsEnd(text, at, isQuoted); at++)
            {
                // A backslash escapes the next character.
                at += text[at] == '\\' && at + 1 < text.Length ? 1 : 0;
            }

            if (isQuoted && at++ >= text.Length)
            {
                throw new FormatException($"The record “{text}” cannot be read: a quoted string has no end.");
            }

            yield return text[start..at];
        }
    }

    private static bool IsEnd(string text, int at, bool isQuoted) =>
        isQuoted ? text[at] == '"' : char.IsWhiteSpace(text[at]);
}
