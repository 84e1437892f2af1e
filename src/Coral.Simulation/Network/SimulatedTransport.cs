using System.Threading.Tasks.Sources;
using Coral.Core.Network;

namespace Coral.Simulation.Network;

/// <summary>One node's socket on a <see cref="SimulatedNetwork"/>.</summary>
/// <remarks>
/// A datagram that arrives while no receive is pending waits in a queue of <see cref="MaxQueued"/> datagrams, as in a
/// socket's buffer; more are lost. After disposal no datagram is sent or delivered, and a waiting receive ends with
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class SimulatedTransport : IDatagramTransport, IValueTaskSource<ReceivedDatagram>
{
    /// <summary>Most datagrams that wait for a receive.</summary>
    public const int MaxQueued = 1024;

    private readonly SimulatedNetwork _network;
    private readonly Queue<(NodeAddress Source, byte[] Bytes)> _queued = new();
    private ManualResetValueTaskSourceCore<ReceivedDatagram> _receive;
    private CancellationTokenRegistration _cancellation;
    private Memory<byte> _buffer;
    private bool _isWaiting;
    private bool _isDisposed;

    internal SimulatedTransport(SimulatedNetwork network, int node)
    {
        _network = network;
        Node = node;
    }

    /// <summary>The node's number.</summary>
    public int Node { get; }

    /// <inheritdoc />
    public NodeAddress LocalAddress => SimulatedNetwork.AddressOf(Node);

    /// <inheritdoc />
    public int MaxDatagramBytes => 1200;

    /// <inheritdoc />
    public ValueTask SendAsync(
        NodeAddress destination,
        ReadOnlyMemory<byte> datagram,
        CancellationToken cancellationToken
    )
    {
        if (datagram.Length > MaxDatagramBytes)
        {
            throw new ArgumentException("The datagram is too long.", nameof(datagram));
        }

        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _network.Send(Node, destination, datagram.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<ReceivedDatagram> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (_isWaiting)
        {
            throw new InvalidOperationException("There is a receiver already.");
        }

        while (_queued.TryDequeue(out var next))
        {
            if (next.Bytes.Length <= buffer.Length)
            {
                next.Bytes.CopyTo(buffer);
                return ValueTask.FromResult(new ReceivedDatagram(next.Source, next.Bytes.Length));
            }
        }

        _receive.Reset();
        _buffer = buffer;
        _isWaiting = true;
        var waiting = new ValueTask<ReceivedDatagram>(this, _receive.Version);
        _cancellation = cancellationToken.CanBeCanceled
            ? cancellationToken.Register(
                static (state, token) => ((SimulatedTransport)state!).Fail(new OperationCanceledException(token)),
                this
            )
            : default;
        return waiting;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _queued.Clear();
            _network.Detach(this);
            Fail(new ObjectDisposedException(nameof(SimulatedTransport)));
        }

        return ValueTask.CompletedTask;
    }

    ReceivedDatagram IValueTaskSource<ReceivedDatagram>.GetResult(short token) => _receive.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<ReceivedDatagram>.GetStatus(short token) => _receive.GetStatus(token);

    void IValueTaskSource<ReceivedDatagram>.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags
    ) => _receive.OnCompleted(continuation, state, token, flags);

    internal void Arrive(NodeAddress source, ReadOnlySpan<byte> datagram)
    {
        if (!_isWaiting)
        {
            if (_queued.Count < MaxQueued)
            {
                _queued.Enqueue((source, datagram.ToArray()));
            }

            return;
        }

        if (datagram.Length <= _buffer.Length)
        {
            datagram.CopyTo(_buffer.Span);
            EndWait();
            _receive.SetResult(new ReceivedDatagram(source, datagram.Length));
        }
    }

    private void Fail(Exception error)
    {
        if (_isWaiting)
        {
            EndWait();
            _receive.SetException(error);
        }
    }

    private void EndWait()
    {
        _isWaiting = false;
        _buffer = default;
        _cancellation.Dispose();
    }
}
