namespace Coral.Caching.Http;

/// <summary>Whole seconds in fields (RFC 9111, section 1.2.2).</summary>
internal static class DeltaSeconds
{
    /// <summary>The value that larger numbers are read as: 2^31 seconds.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(CacheDirectives.LongestSeconds);

    /// <summary>Reads one or more digits and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan value)
    {
        if (!Digits.TryRead(text, out var seconds))
        {
            value = default;
            return false;
        }

        value = TimeSpan.FromTicks(Math.Min(seconds, CacheDirectives.LongestSeconds) * TimeSpan.TicksPerSecond);
        return true;
    }

    /// <summary>Bounds <paramref name="value"/> to zero and <see cref="Longest"/>.</summary>
    public static TimeSpan Clamp(TimeSpan value) => TimeSpan.FromTicks(Math.Clamp(value.Ticks, 0, Longest.Ticks));
}
