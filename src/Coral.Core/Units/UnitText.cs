using System.Globalization;

namespace Coral.Core.Units;

/// <summary>A decimal number directly followed by a unit, as a whole count of the smallest unit.</summary>
internal static class UnitText
{
    /// <summary>Digits and point of the longest number read; times the largest worth it fits in 128 bits.</summary>
    private const int MaxDigits = 24;

    /// <summary>Reads digits with at most one point, then one of <paramref name="units"/> exactly as spelled.</summary>
    /// <param name="text">The whole text; no sign, exponent or space.</param>
    /// <param name="units">
    /// Each unit's worth. The first that ends the text is taken: a name stands before its own ending.
    /// </param>
    /// <param name="count">The exact count; 0 when refused.</param>
    internal static bool TryParse(
        ReadOnlySpan<char> text,
        ReadOnlySpan<(string Name, long Worth)> units,
        out long count
    )
    {
        count = 0;
        foreach (var (name, worth) in units)
        {
            if (text.EndsWith(name, StringComparison.Ordinal))
            {
                return TryMultiply(text[..^name.Length], worth, out count);
            }
        }

        return false;
    }

    /// <summary>Writes <paramref name="count"/> in the unit of the largest worth that divides it.</summary>
    internal static string Format(long count, ReadOnlySpan<(string Name, long Worth)> units)
    {
        var best = units[^1];
        foreach (var unit in units)
        {
            if (count % unit.Worth == 0 && (unit.Worth > best.Worth || count % best.Worth != 0))
            {
                best = unit;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{count / best.Worth}{best.Name}");
    }

    /// <summary>The exact product: the number as a whole mantissa over a power of ten, in 128 bits.</summary>
    private static bool TryMultiply(ReadOnlySpan<char> number, long worth, out long count)
    {
        count = 0;
        if (number.Length is 0 or > MaxDigits || number[0] == '.' || number[^1] == '.')
        {
            return false;
        }

        var (mantissa, divisor, inFraction) = (Int128.Zero, Int128.One, false);
        foreach (var c in number)
        {
            if (c == '.' && !inFraction)
            {
                inFraction = true;
            }
            else if (char.IsAsciiDigit(c))
            {
                mantissa = (mantissa * 10) + (c - '0');
                divisor = inFraction ? divisor * 10 : divisor;
            }
            else
            {
                return false;
            }
        }

        var (quotient, remainder) = Int128.DivRem(mantissa * worth, divisor);
        if (remainder != 0 || quotient > long.MaxValue)
        {
            return false;
        }

        count = (long)quotient;
        return true;
    }
}
