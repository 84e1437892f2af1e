using System.Net;
using System.Threading.Channels;
using Coral.Proxy.Origin;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A network whose connections the test counts, opens late and watches.</summary>
internal sealed class TrackedNetwork : ISocketConnector
{
    private readonly SocketConnector _sockets = new();
    private readonly Channel<IPEndPoint> _closed = Channel.CreateUnbounded<IPEndPoint>();
    private readonly Channel<int> _heard = Channel.CreateUnbounded<int>();
    private int _opened;
    private int _open;

    /// <summary>Held, attempts wait here before they connect.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Whether an attempt goes on although nobody wants it any more.</summary>
    public bool IsStubborn { get; set; }

    /// <summary>Set when an attempt waits at the gate.</summary>
    public TaskCompletionSource AtGate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Connections made so far.</summary>
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>Connections open now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Waits until a connection is closed on our side.</summary>
    public ValueTask<IPEndPoint> NextClosedAsync() => _closed.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Waits until a connection brings something, and forgets what it brought before.</summary>
    public async Task NextHeardAsync()
    {
        while (_heard.Reader.TryRead(out _))
        {
            // What came before.
        }

        await _heard.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }

    public async Task<Stream?> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        if (Gate is { } gate)
        {
            AtGate.TrySetResult();
            await (IsStubborn ? gate.Task : gate.Task.WaitAsync(cancellationToken));
        }

        if (await _sockets.ConnectAsync(endPoint, IsStubborn ? default : cancellationToken) is not { } stream)
        {
            return null;
        }

        Interlocked.Increment(ref _opened);
        Interlocked.Increment(ref _open);
        return new Tracked(stream, this, endPoint);
    }

    private sealed class Tracked(Stream inner, TrackedNetwork network, IPEndPoint endPoint) : ForwardingStream(inner)
    {
        private int _closed;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var bytes = await Inner.ReadAsync(buffer, cancellationToken);
            network._heard.Writer.TryWrite(bytes);
            return bytes;
        }

        protected override void Dispose(bool disposing)
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0)
            {
                Interlocked.Decrement(ref network._open);
                network._closed.Writer.TryWrite(endPoint);
            }

            base.Dispose(disposing);
        }
    }
}
