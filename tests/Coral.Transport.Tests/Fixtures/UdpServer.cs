using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Coral.Transport.Dns;
using Coral.Transport.Dns.Udp;

namespace Coral.Transport.Tests.Fixtures;

/// <summary>A DNS listener for datagrams at a free port, with a scripted responder.</summary>
internal sealed class UdpServer : IAsyncDisposable
{
    private readonly TaskCompletionSource _reported = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public UdpServer(string address, DnsUdpOptions? options = null, ScriptedResponder? responder = null)
    {
        Responder = responder ?? new ScriptedResponder();
        Listener = DnsUdpListener.Open(
            new IPEndPoint(IPAddress.Parse(address), 0),
            Responder,
            options ?? new DnsUdpOptions(),
            TimeProvider.System,
            new DnsListenerMetrics(Meters),
            ex =>
            {
                Faults.Enqueue(ex);
                _reported.TrySetResult();
            }
        );
    }

    public TestMeters Meters { get; } = new();

    public ConcurrentQueue<Exception> Faults { get; } = [];

    /// <summary>Completes with the first of them.</summary>
    public Task Reported => _reported.Task;

    public ScriptedResponder Responder { get; }

    public DnsUdpListener Listener { get; }

    public int Port => Listener.BoundEndPoint.Port;

    /// <summary>A client that takes answers from the very address it asks, as resolvers do.</summary>
    public Socket Connect(string address)
    {
        var to = new IPEndPoint(IPAddress.Parse(address), Port);
        var socket = new Socket(to.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 30_000 };
        socket.Connect(to);
        return socket;
    }

    /// <summary>Asks, and waits for the answer.</summary>
    public static byte[] Ask(Socket client, byte[] query)
    {
        client.Send(query);
        return Receive(client);
    }

    public static byte[] Receive(Socket client)
    {
        var buffer = new byte[2_000];
        return buffer[..client.Receive(buffer)];
    }

    public async ValueTask DisposeAsync()
    {
        await Listener.DisposeAsync();
        Meters.Dispose();
    }
}
