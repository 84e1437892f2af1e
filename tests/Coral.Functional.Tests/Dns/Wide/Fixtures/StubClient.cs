using System.Net;
using System.Net.Sockets;
using Coral.Dns.Tests.Fixtures;
using Coral.Testing.Network;

namespace Coral.Functional.Tests.Dns.Wide.Fixtures;

/// <summary>Asks a resolver as the system's stubs do: again, when no answer comes.</summary>
/// <remarks>
/// Unbound drops a client's question that took it more than 1.9 s (<c>discard-timeout</c>, which Debian has brought to
/// 1.17), and has the answer when it is asked again.
/// </remarks>
internal sealed class StubClient : IDisposable
{
    private const int Tries = 10;
    private const int PatienceMilliseconds = 3_000;
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[65_536];
    private ushort _id;

    private StubClient(Socket socket) => _socket = socket;

    /// <summary>A client that is in a namespace.</summary>
    public static Task<StubClient> CreateAsync(NetworkNamespace network, IPEndPoint resolver) =>
        network.RunAsync(() =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
            {
                ReceiveTimeout = PatienceMilliseconds,
            };
            socket.Connect(resolver);
            return Task.FromResult(new StubClient(socket));
        });

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="SocketException">None came.</exception>
    public ReadMessage Ask(Ask question)
    {
        question = question with { Id = ++_id };
        for (var attempt = 1; ; attempt++)
        {
            _socket.Send(question.Bytes);
            try
            {
                while (true)
                {
                    var answer = new ReadMessage(_buffer.AsSpan(0, _socket.Receive(_buffer)));
                    if (answer.Id == question.Id)
                    {
                        return answer;
                    }
                }
            }
            catch (SocketException ex) when (ex.SocketErrorCode == SocketError.TimedOut && attempt < Tries)
            {
                // Once more.
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
