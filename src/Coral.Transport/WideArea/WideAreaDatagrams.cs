using Coral.Core.Network;

namespace Coral.Transport.WideArea;

/// <summary>A transport that delays each datagram by the route to its destination.</summary>
/// <remarks>
/// One timer is set for the next datagram that is due. Datagrams between two sites arrive in order, unless jitter is
/// configured.
/// </remarks>
internal sealed class WideAreaDatagrams : IDatagramTransport
{
    private readonly IDatagramTransport _inner;
    private readonly WideAreaNetwork _area;
    private readonly LossModel _lossModel;
    private readonly int _maxHeld;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Held, (long Due, long Number)> _held = new();
    private long _number;
    private bool _isDisposed;

    public WideAreaDatagrams(
        IDatagramTransport inner,
        WideAreaNetwork area,
        LossModel lossModel,
        int maxHeld,
        TimeProvider clock
    )
    {
        _inner = inner;
        _area = area;
        _lossModel = lossModel;
        _maxHeld = maxHeld;
        _clock = clock;
        _timer = clock.CreateTimer(_ => Deliver(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc />
    public NodeAddress LocalAddress => _inner.LocalAddress;

    /// <inheritdoc />
    public int MaxDatagramBytes => _inner.MaxDatagramBytes;

    /// <inheritdoc />
    public ValueTask SendAsync(
        NodeAddress destination,
        ReadOnlyMemory<byte> datagram,
        CancellationToken cancellationToken
    )
    {
        if (_area.Find(LocalAddress, destination) is not { } route)
        {
            return _inner.SendAsync(destination, datagram, cancellationToken);
        }

        if (datagram.Length > MaxDatagramBytes)
        {
            throw new ArgumentException($"A datagram has at most {MaxDatagramBytes} bytes.", nameof(datagram));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var leaves = route.There.Enter(datagram.Length);
        if (route.Outage == Outage.None && !_lossModel.IsLost())
        {
            var inFlight = (route.Delay + _lossModel.Jitter()).TotalSeconds * _clock.TimestampFrequency;
            Hold(new Held(destination, datagram.ToArray()), leaves + (long)inFlight);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _inner.ReceiveAsync(buffer, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _held.Clear();
        }

        await _timer.DisposeAsync();
        await _inner.DisposeAsync();
    }

    private void Hold(Held held, long due)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_held.Count >= _maxHeld)
            {
                return;
            }

            _held.Enqueue(held, (due, _number++));
            if (ReferenceEquals(_held.Peek(), held))
            {
                SetTimer(due);
            }
        }
    }

    /// <summary>
    /// Sends the datagrams that are due: under the lock, so that timers that fire together keep the order.
    /// </summary>
    private void Deliver()
    {
        lock (_lock)
        {
            while (_held.TryPeek(out var held, out var due))
            {
                if (_clock.GetElapsedTime(_clock.GetTimestamp(), due.Due) >= PacedLink.Tick)
                {
                    SetTimer(due.Due);
                    return;
                }

                _held.Dequeue();
                _ = SendAsync(held);
            }
        }
    }

    private async Task SendAsync(Held held)
    {
        try
        {
            await _inner.SendAsync(held.Destination, held.Datagram, CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            // The node ended while its datagram was in flight.
        }
    }

    private void SetTimer(long due)
    {
        var wait = _clock.GetElapsedTime(_clock.GetTimestamp(), due);
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private sealed record Held(NodeAddress Destination, byte[] Datagram);
}
