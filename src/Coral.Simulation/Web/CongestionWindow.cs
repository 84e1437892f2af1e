namespace Coral.Simulation.Web;

/// <summary>The congestion window, in bytes that may be in flight: the slow start of TCP, kept simple.</summary>
/// <remarks>
/// Ten segments at first (RFC 6928); every byte that the receiver has taken adds one, up to 1 MB; a loss halves it. A
/// receiver that takes nothing stops the sender, as a full receive buffer does.
/// </remarks>
internal sealed class CongestionWindow
{
    private const int First = 10 * WebConditions.SegmentBytes;
    private const int Most = 1 << 20;

    private readonly Signal _moved = new();
    private int _size = First;
    private int _onTheWay;

    /// <summary>Waits until <paramref name="bytes"/> more may leave, and counts them as sent.</summary>
    public async ValueTask OpenAsync(int bytes, CancellationToken cancellationToken)
    {
        while (_onTheWay > 0 && _onTheWay + bytes > _size)
        {
            await _moved.WaitAsync(cancellationToken);
        }

        _onTheWay += bytes;
    }

    /// <summary>The sender hears that <paramref name="bytes"/> were taken.</summary>
    public void Acknowledge(int bytes)
    {
        _onTheWay -= bytes;
        _size = Math.Min(Most, _size + bytes);
        _moved.Set();
    }

    /// <summary>The sender hears that a segment was lost.</summary>
    public void Shrink() => _size = Math.Max(First, _size / 2);
}
