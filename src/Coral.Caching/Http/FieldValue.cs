using System.Text;

namespace Coral.Caching.Http;

/// <summary>Comparison of field values up to white space that means nothing.</summary>
internal static class FieldValue
{
    /// <summary>
    /// Equality of two values as lists (RFC 9111, section 4.1: white space where the syntax lets it vary).
    /// </summary>
    /// <remarks>
    /// White space at the ends and beside a comma is skipped, any other run reads as one space; within quotes every
    /// character counts. An absent value (<see langword="null"/>) equals only another. Allocates nothing.
    /// </remarks>
    public static bool SameList(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return ReferenceEquals(left, right);
        }

        if (left == right)
        {
            return true;
        }

        var a = new Cursor(left);
        var b = new Cursor(right);
        int next;
        do
        {
            next = a.Next();
            if (next != b.Next())
            {
                return false;
            }
        } while (next >= 0);

        return true;
    }

    /// <summary>The one spelling of all values that <see cref="SameList"/> takes for the same.</summary>
    public static string Canonical(string value)
    {
        var text = new StringBuilder(value.Length);
        var cursor = new Cursor(value);
        for (var next = cursor.Next(); next >= 0; next = cursor.Next())
        {
            text.Append((char)next);
        }

        return text.ToString();
    }

    private ref struct Cursor(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _at;
        private bool _quoted;

        /// <summary>The next character that counts, or -1 at the end.</summary>
        public int Next()
        {
            if (!_quoted && SkipWhiteSpace(out var kept) && kept)
            {
                return ' ';
            }

            if (_at == _text.Length)
            {
                return -1;
            }

            var c = _text[_at++];
            if (c == '"' && !(_quoted && IsEscaped(_at - 1)))
            {
                _quoted = !_quoted;
            }

            return c;
        }

        private bool SkipWhiteSpace(out bool kept)
        {
            var start = _at;
            while (_at < _text.Length && _text[_at] is ' ' or '\t')
            {
                _at++;
            }

            kept = start > 0 && _at < _text.Length && _text[start - 1] != ',' && _text[_at] != ',';
            return _at > start;
        }

        private readonly bool IsEscaped(int index)
        {
            var slashes = 0;
            while (index > slashes && _text[index - slashes - 1] == '\\')
            {
                slashes++;
            }

            return slashes % 2 == 1;
        }
    }
}
