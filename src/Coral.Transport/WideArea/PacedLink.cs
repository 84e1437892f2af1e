namespace Coral.Transport.WideArea;

/// <summary>
/// One direction of a link, which carries one piece after the other, each in the time that its bits take. Safe from any
/// thread.
/// </summary>
/// <remarks>
/// Senders that send a piece at a time and wait for it to leave share the link fairly. Waits below
/// <see cref="Slack"/> are added to the next, so that the system's coarse timers do not slow a fast link.
/// </remarks>
public sealed class PacedLink
{
    /// <summary>The longest time that a sender may be ahead of the link.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(2);

    /// <summary>The resolution of the system's timers: a wait shorter than that is skipped.</summary>
    internal static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private const int SmallestPiece = 1_024;
    private const int LargestPiece = 16_384;
    private const double PiecesPerSecond = 100;

    private readonly TimeProvider _clock;
    private readonly double _ticksPerByte;
    private readonly Lock _lock = new();
    private long _freeAt;

    /// <summary>Creates an idle link.</summary>
    public PacedLink(long bitsPerSecond, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bitsPerSecond);
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        _ticksPerByte = 8.0 * clock.TimestampFrequency / bitsPerSecond;
        PieceBytes = (int)Math.Clamp(bitsPerSecond / 8 / PiecesPerSecond, SmallestPiece, LargestPiece);
        _freeAt = clock.GetTimestamp();
    }

    /// <summary>The size of a piece, which the link carries in about 10 ms: 1 to 16 KB.</summary>
    public int PieceBytes { get; }

    /// <summary>Queues a piece.</summary>
    /// <returns>The timestamp at which its last bit leaves.</returns>
    public long Enter(int bytes)
    {
        lock (_lock)
        {
            _freeAt = Math.Max(_freeAt, _clock.GetTimestamp()) + (long)(bytes * _ticksPerByte);
            return _freeAt;
        }
    }

    /// <summary>Queues a piece and waits until it has left.</summary>
    public async ValueTask<long> SendAsync(int bytes, CancellationToken cancellationToken)
    {
        var leaves = Enter(bytes);
        var wait = _clock.GetElapsedTime(_clock.GetTimestamp(), leaves);
        if (wait > Slack)
        {
            await Task.Delay(wait, _clock, cancellationToken);
        }

        return leaves;
    }
}
