using System.Collections.Concurrent;
using System.Net;
using Coral.Testing.Time;
using Coral.Transport.Dns;
using Coral.Transport.Dns.Tcp;

namespace Coral.Transport.Tests.Fixtures;

/// <summary>A DNS listener for connections at a free port, with a clock that the test moves.</summary>
internal sealed class TcpServer : IAsyncDisposable
{
    public TcpServer(string address = "127.0.0.1", DnsTcpOptions? options = null, ScriptedResponder? responder = null)
    {
        Options = options ?? new DnsTcpOptions();
        Responder = responder ?? new ScriptedResponder();
        Listener = DnsTcpListener.Open(
            new IPEndPoint(IPAddress.Parse(address), 0),
            Responder,
            Options,
            Clock,
            new DnsListenerMetrics(Meters),
            Faults.Enqueue
        );
    }

    public ManualTimeProvider Clock { get; } = new();

    public TestMeters Meters { get; } = new();

    public ConcurrentQueue<Exception> Faults { get; } = [];

    public DnsTcpOptions Options { get; }

    public ScriptedResponder Responder { get; }

    public DnsTcpListener Listener { get; }

    /// <summary>Connects from one of this machine's addresses.</summary>
    public TcpClientConnection Connect(string address = "127.0.0.1", string? from = null) =>
        new(new IPEndPoint(IPAddress.Parse(address), Listener.BoundEndPoint.Port), from);

    /// <summary>Completes when a connection's clock was set anew at the present time.</summary>
    public Task UntilWatchedAsync() => Clock.UntilArmedAsync(Options.IdleLimit);

    public async ValueTask DisposeAsync()
    {
        await Listener.DisposeAsync();
        Meters.Dispose();
    }
}
