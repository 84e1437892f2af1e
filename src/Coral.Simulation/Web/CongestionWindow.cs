namespace Coral.Simulation.Web;

/// <summary>The congestion window, in bytes that may be in flight: a simple model of TCP's slow start.</summary>
/// <remarks>
/// Ten segments at first (RFC 6928); every byte that the receiver has read adds one, up to 1 MB; a loss halves the
/// window. A receiver that does not read stops the sender, as a full receive buffer does.
/// </remarks>
internal sealed class CongestionWindow
{
    private const int First = 10 * WebConditions.SegmentBytes;
    private const int Most = 1 << 20;

    private readonly Signal _moved = new();
    private int _size = First;
    private int _onTheWay;

    /// <summary>Waits until <paramref name="bytes"/> more may be sent, and counts them as in flight.</summary>
    public async ValueTask OpenAsync(int bytes, CancellationToken cancellationToken)
    {
        while (_onTheWay > 0 && _onTheWay + bytes > _size)
        {
            await _moved.WaitAsync(cancellationToken);
        }

        _onTheWay += bytes;
    }

    /// <summary>Notes that the receiver has read <paramref name="bytes"/>.</summary>
    public void Acknowledge(int bytes)
    {
        _onTheWay -= bytes;
        _size = Math.Min(Most, _size + bytes);
        _moved.Set();
    }

    /// <summary>Halves the window, since a segment was lost.</summary>
    public void Shrink() => _size = Math.Max(First, _size / 2);
}
