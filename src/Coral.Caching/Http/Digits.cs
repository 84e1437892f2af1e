namespace Coral.Caching.Http;

/// <summary>
/// Non-negative whole numbers in fields: <c>1*DIGIT</c>, no sign, no space, no bound on their length.
/// </summary>
internal static class Digits
{
    /// <summary>
    /// Reads one or more ASCII digits and nothing else; a number that is too large reads as the largest.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                value = 0;
                return false;
            }

            var digit = c - '0';
            value = value > (long.MaxValue - digit) / 10 ? long.MaxValue : (value * 10) + digit;
        }

        return !text.IsEmpty;
    }
}
