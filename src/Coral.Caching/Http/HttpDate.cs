using System.Globalization;

namespace Coral.Caching.Http;

/// <summary>Dates in HTTP fields (RFC 9110, section 5.6.7).</summary>
/// <remarks>
/// <code>
/// Sun, 06 Nov 1994 08:49:37 GMT      IMF-fixdate
/// Sunday, 06-Nov-94 08:49:37 GMT     RFC 850, obsolete
/// Sun Nov  6 08:49:37 1994           asctime, obsolete
/// </code>
/// </remarks>
public static class HttpDate
{
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private static readonly string[] Days =
    [
        "Sunday",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
    ];

    /// <summary>Reads one of the three formats. Never throws, never allocates.</summary>
    /// <remarks>
    /// Letters in any case, as a cache should (RFC 9111, section 4.2); no other zone than GMT and no other spacing. The
    /// name of the day must be one, but need not be the right one. A leap second reads as the second before it.
    /// </remarks>
    /// <param name="text">The field value, in any of the three forms.</param>
    /// <param name="now">Settles the century of a two-digit year: the latest that is not over 50 years ahead of
    /// it.</param>
    /// <param name="date">The instant, in UTC.</param>
    public static bool TryParse(ReadOnlySpan<char> text, DateTimeOffset now, out DateTimeOffset date)
    {
        date = default;
        var comma = text.IndexOf(',');
        return comma switch
        {
            3 => TryParseFixed(text, out date),
            > 3 => IsDay(text[..comma], whole: true) && TryParseRfc850(text[(comma + 1)..], now, out date),
            _ => TryParseAsctime(text, out date),
        };
    }

    /// <summary>Writes the preferred format, IMF-fixdate.</summary>
    public static string Format(DateTimeOffset date) => date.ToString("R", CultureInfo.InvariantCulture);

    private static bool TryParseFixed(ReadOnlySpan<char> text, out DateTimeOffset date)
    {
        date = default;
        return text.Length == 29
            && IsDay(text[..3], whole: false)
            && (text[4], text[7], text[11], text[16]) is (' ', ' ', ' ', ' ')
            && IsGmt(text[25..])
            && Digits.TryRead(text[12..16], out var year)
            && TryCompose(year, text[8..11], text[5..7], text[17..25], out date);
    }

    private static bool TryParseRfc850(ReadOnlySpan<char> text, DateTimeOffset now, out DateTimeOffset date)
    {
        date = default;
        if (
            text.Length != 23
            || (text[0], text[3], text[7], text[10]) is not (' ', '-', '-', ' ')
            || !IsGmt(text[19..])
            || !Digits.TryRead(text[8..10], out var twoDigits)
        )
        {
            return false;
        }

        var horizon = Math.Min(now.UtcDateTime.Year + 50, 9999);
        var year = horizon - ((horizon - twoDigits) % 100);
        return TryCompose(year, text[4..7], text[1..3], text[11..19], out date) && date <= Ahead(now)
            || TryCompose(year - 100, text[4..7], text[1..3], text[11..19], out date);
    }

    private static bool TryParseAsctime(ReadOnlySpan<char> text, out DateTimeOffset date)
    {
        date = default;
        if (text.Length != 24)
        {
            return false;
        }

        var day = text[8] == ' ' ? text[9..10] : text[8..10];
        return IsDay(text[..3], whole: false)
            && (text[3], text[7], text[10], text[19]) is (' ', ' ', ' ', ' ')
            && Digits.TryRead(text[20..24], out var year)
            && TryCompose(year, text[4..7], day, text[11..19], out date);
    }

    private static DateTimeOffset Ahead(DateTimeOffset now) =>
        now.UtcDateTime.Year + 50 > 9999 ? DateTimeOffset.MaxValue : now.AddYears(50);

    private static bool TryCompose(
        long year,
        ReadOnlySpan<char> monthName,
        ReadOnlySpan<char> dayDigits,
        ReadOnlySpan<char> time,
        out DateTimeOffset date
    )
    {
        date = default;
        var at = Months.AsSpan().IndexOf(monthName, StringComparison.OrdinalIgnoreCase);
        if (
            at < 0
            || at % 3 != 0
            || (time[2], time[5]) is not (':', ':')
            || !Digits.TryRead(dayDigits, out var day)
            || !Digits.TryRead(time[..2], out var hour)
            || !Digits.TryRead(time[3..5], out var minute)
            || !Digits.TryRead(time[6..], out var second)
        )
        {
            return false;
        }

        var month = (at / 3) + 1;
        if (year is < 1 or > 9999 || day < 1 || day > DateTime.DaysInMonth((int)year, month))
        {
            return false;
        }

        if (hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        date = new DateTimeOffset((int)year, month, (int)day, (int)hour, (int)minute, 0, TimeSpan.Zero).AddSeconds(
            Math.Min(second, 59)
        );
        return true;
    }

    private static bool IsDay(ReadOnlySpan<char> text, bool whole)
    {
        foreach (var day in Days)
        {
            if (text.Equals(whole ? day : day.AsSpan(0, 3), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsGmt(ReadOnlySpan<char> text) => text.Equals(" GMT", StringComparison.OrdinalIgnoreCase);
}
