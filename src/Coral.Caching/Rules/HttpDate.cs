namespace Coral.Caching.Rules;

/// <summary>Dates in HTTP fields (RFC 9110, section 5.6.7).</summary>
public static class HttpDate
{
    /// <summary>Reads one of the three formats.</summary>
    /// <param name="text">The field value.</param>
    /// <param name="now">Settles the century of a two-digit year: never more than 50 years ahead of it.</param>
    /// <param name="date">The instant, in UTC.</param>
    public static bool TryParse(ReadOnlySpan<char> text, DateTimeOffset now, out DateTimeOffset date) =>
        throw new InvalidOperationException("To be filled.");

    /// <summary>Writes the preferred format, IMF-fixdate.</summary>
    public static string Format(DateTimeOffset date) =>
        date.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
