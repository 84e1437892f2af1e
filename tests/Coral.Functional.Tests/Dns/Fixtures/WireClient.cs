using System.Net;
using System.Net.Sockets;
using Coral.Dns.Tests.Fixtures;

namespace Coral.Functional.Tests.Dns.Fixtures;

/// <summary>Asks over UDP, and reads the answer the slow way.</summary>
internal sealed class WireClient : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[65_536];

    public WireClient(IPEndPoint server)
    {
        _socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 30_000 };
        _socket.Connect(server);
    }

    public ReadMessage Ask(Ask question)
    {
        _socket.Send(question.Bytes);
        return new ReadMessage(_buffer.AsSpan(0, _socket.Receive(_buffer)));
    }

    public void Dispose() => _socket.Dispose();
}
