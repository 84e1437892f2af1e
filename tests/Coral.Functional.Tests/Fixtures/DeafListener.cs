using System.Net;
using System.Net.Sockets;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>
/// An address that answers no connection attempt: its queue of connections is full, and nobody accepts any.
/// </summary>
internal sealed class DeafListener : IDisposable
{
    private static readonly TimeSpan Unanswered = TimeSpan.FromMilliseconds(200);
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _queue = [];

    public DeafListener()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;

        // The kernel answers within microseconds while there is room, and not at all when there is none.
        bool answered;
        do
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _queue.Add(socket);
            answered = socket.ConnectAsync(EndPoint).Wait(Unanswered);
        } while (answered);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    public void Dispose()
    {
        _queue.ForEach(socket => socket.Dispose());
        _listener.Dispose();
    }
}
