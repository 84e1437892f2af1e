using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Coral.Testing.Origins;

/// <summary>
/// An origin that plays a script of bytes on every connection: as wrong, slow or rude as a test needs it.
/// </summary>
/// <remarks>It listens on 127.0.0.1 at a port the system chooses. A connection closes when its script ends.</remarks>
public sealed class ScriptedOrigin : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _heads = Channel.CreateUnbounded<string>();
    private readonly List<Task> _connections = [];
    private readonly Func<ScriptedConnection, Task> _script;
    private readonly Task _accepting;
    private int _count;

    private ScriptedOrigin(Func<ScriptedConnection, Task> script, IPEndPoint? at)
    {
        _script = script;
        _listener = new TcpListener(at ?? new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Start();
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Connections accepted so far.</summary>
    public int Connections => Volatile.Read(ref _count);

    /// <summary>Starts an origin that plays <paramref name="script"/> on each connection.</summary>
    /// <param name="script">What to do with a connection.</param>
    /// <param name="at">An address that an origin had before, for one that comes back.</param>
    public static ScriptedOrigin Start(Func<ScriptedConnection, Task> script, IPEndPoint? at = null) => new(script, at);

    /// <summary>
    /// Starts an origin that answers every request with the same bytes, and closes after the first answer.
    /// </summary>
    /// <param name="answer">The whole answer; each character is one byte.</param>
    /// <param name="at">An address that an origin had before, for one that comes back.</param>
    public static ScriptedOrigin Answering(string answer, IPEndPoint? at = null) =>
        Start(
            async connection =>
            {
                await connection.ReadHeadAsync();
                await connection.SendAsync(answer);
            },
            at
        );

    /// <summary>The next request head that any connection read, in order of arrival, without its empty line.</summary>
    public ValueTask<string> NextHeadAsync() => _heads.Reader.ReadAsync(_stop.Token);

    /// <summary>Breaks off every connection and waits for the scripts to end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _count);
                _connections.Add(PlayAsync(socket));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task PlayAsync(Socket socket)
    {
        using var connection = new ScriptedConnection(socket, _heads.Writer, _stop.Token);
        try
        {
            await _script(connection);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The other side left in the middle of the script, or the test is over.
        }
    }
}
