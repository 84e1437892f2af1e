namespace Coral.Caching.Transfers;

/// <summary>The number of requests that one origin gets at a time, adapted to what it bears.</summary>
/// <remarks>
/// <code>
/// a response in time, while all places are taken   one more place: twice as many within a round trip
/// a response that is late                          one place fewer
/// a failure, 429 or 5xx                            the least again
/// </code>
/// In time means within twice the wait of the quickest response so far, and <see cref="Slack"/>: at an origin that
/// works on all its requests at once the wait stays the same, at one that queues them it grows with their number. Like
/// TCP Vegas, this stops where the queue begins. Not safe for concurrent use.
/// </remarks>
/// <param name="least">The places at the start, and at least.</param>
/// <param name="most">The places at most; not fewer than <paramref name="least"/>.</param>
internal sealed class ConcurrencyWindow(int least, int most)
{
    /// <summary>Differences of this size are noise.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    private readonly int _least = least;
    private TimeSpan _quickest = TimeSpan.MaxValue;

    /// <summary>The places now.</summary>
    public int Size { get; private set; } = least;

    /// <summary>The header of a response came.</summary>
    /// <param name="wait">The time from the request to the header.</param>
    /// <param name="isFull">True if all places were taken: only then is one more of use.</param>
    public void Responded(TimeSpan wait, bool isFull)
    {
        if (wait < _quickest)
        {
            _quickest = wait;
        }

        if (wait - _quickest > _quickest + Slack)
        {
            Size = Math.Max(_least, Size - 1);
        }
        else if (isFull)
        {
            Size = Math.Max(_least, Math.Min(most, Size + 1));
        }
    }

    /// <summary>The origin failed, or said that it has too much to do.</summary>
    public void Refused() => Size = _least;
}
