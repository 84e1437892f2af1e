using System.Globalization;

namespace Coral.Core.Units;

/// <summary>Durations as users write them: a number and a unit, <c>500ms</c>, <c>1.5s</c>, <c>24h</c>.</summary>
/// <remarks>A bare number is refused: nobody can tell which unit was meant.</remarks>
public static class Duration
{
    /// <summary>The accepted syntax, for messages.</summary>
    public const string Allowed = "a number and a unit (ms s m h d), such as 500ms or 1.5h";

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
    ];

    /// <summary>Reads a duration; anything finer than 100 ns or beyond about 29,000 years is refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        var parsed = UnitText.TryParse(text, Units, out var ticks);
        duration = new TimeSpan(ticks);
        return parsed;
    }

    /// <summary>Writes a duration so that <see cref="TryParse"/> reads the same.</summary>
    /// <remarks>In the largest unit that divides it; below a millisecond as decimal milliseconds.</remarks>
    /// <param name="duration">Zero or more.</param>
    public static string Format(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        return duration == TimeSpan.Zero ? "0s"
            : duration.Ticks % TimeSpan.TicksPerMillisecond != 0
                ? ((decimal)duration.Ticks / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture) + "ms"
            : UnitText.Format(duration.Ticks, Units);
    }
}
