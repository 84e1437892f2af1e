using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>An origin at the level of bytes: it reads a request's header, then does whatever the test says to the connection.</summary>
internal sealed class SocketOrigin : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<Stream, string, CancellationToken, Task> _respond;
    private readonly Task _accepting;
    private int _hits;

    private SocketOrigin(IPEndPoint endPoint, Func<Stream, string, CancellationToken, Task> respond)
    {
        _listener = new TcpListener(endPoint);
        _respond = respond;
        _listener.Start();
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Requests so far.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Starts one; the connection is closed when <paramref name="respond"/> returns.</summary>
    /// <param name="respond">Gets the connection, the request's header and a token that ends with the origin.</param>
    public static SocketOrigin Start(Func<Stream, string, CancellationToken, Task> respond) =>
        new(new IPEndPoint(IPAddress.Loopback, 0), respond);

    /// <summary>Starts one that sends the same bytes to everybody, then closes the connection.</summary>
    public static SocketOrigin Start(string response) => StartOn(new IPEndPoint(IPAddress.Loopback, 0), response);

    /// <summary>As <see cref="Start(string)"/>, on an address that an origin had before.</summary>
    public static SocketOrigin StartOn(IPEndPoint endPoint, string response) =>
        new(
            endPoint,
            (connection, _, stopping) => connection.WriteAsync(Encoding.Latin1.GetBytes(response), stopping).AsTask()
        );

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
            }
        }
        catch (OperationCanceledException) { }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var connection = new NetworkStream(socket, ownsSocket: true);
        try
        {
            if (await ReadHeaderAsync(connection) is { } header)
            {
                Interlocked.Increment(ref _hits);
                await _respond(connection, header, _stopping.Token);
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // The node hung up, or the test is over.
        }
    }

    private async Task<string?> ReadHeaderAsync(NetworkStream connection)
    {
        var header = new StringBuilder();
        var one = new byte[1];
        while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await connection.ReadAsync(one, _stopping.Token) == 0)
            {
                return null;
            }

            header.Append((char)one[0]);
        }

        return header.ToString();
    }
}
