namespace Coral.Proxy.Pipeline;

/// <summary>
/// Remembers texts that depend on a number of seconds, so that a hit writes its fields without making strings.
/// </summary>
/// <remarks>
/// A direct-mapped table: one object that is requested all the time has a new age once a second, and many objects have
/// few ages between them. Any thread; a race costs one more string.
/// </remarks>
internal sealed class SecondsText(Func<long, string> format)
{
    private const int Slots = 4096;

    private readonly CachedText?[] _entries = new CachedText?[Slots];

    /// <summary>The text of <paramref name="seconds"/>.</summary>
    public string Get(long seconds)
    {
        ref var slot = ref _entries[(int)(seconds & (Slots - 1))];
        var entry = slot;
        if (entry is null || entry.Seconds != seconds)
        {
            slot = entry = new CachedText(seconds, format(seconds));
        }

        return entry.Text;
    }

    private sealed record CachedText(long Seconds, string Text);
}
