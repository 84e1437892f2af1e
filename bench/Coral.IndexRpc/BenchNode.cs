using System.Diagnostics.Metrics;
using System.Net;
using Coral.Core.Identity;
using Coral.Index;
using Coral.Index.Events;
using Coral.Index.Options;
using Coral.Node.Hosting;
using Coral.Transport.Udp;

namespace Coral.IndexRpc;

/// <summary>An index node on a UDP socket of its own, as a node hosts it.</summary>
internal sealed class BenchNode : IAsyncDisposable
{
    private static readonly byte[] NetworkKey = new byte[32];

    private readonly CancellationTokenSource _stop = new();
    private readonly Meter _meter = new(IndexMetrics.MeterName);
    private readonly UdpDatagramTransport _transport;
    private readonly Task _running;

    private BenchNode(UdpDatagramTransport transport)
    {
        _transport = transport;
        var tokens = new SystemTokenSource();
        Node = new IndexNode(
            new IndexNodeConfig(
                NodeId.Draw(tokens),
                default,
                [NetworkKey],
                new IndexOptions { RequestsPerSecond = 1_000_000 }
            ),
            transport,
            new LoopClock(TimeProvider.System, Loop),
            new Random(1),
            tokens,
            new IndexMetrics(_meter)
        );
        _running = Loop.RunAsync(async () =>
        {
            await Node.RunAsync(_stop.Token);
            return true;
        });
    }

    public IndexNode Node { get; }

    public SerialLoop Loop { get; } = new();

    public IPEndPoint EndPoint => _transport.BoundEndPoint;

    public static BenchNode Start() =>
        new(
            UdpDatagramTransport.Open(
                new IPEndPoint(IPAddress.Loopback, 0),
                advertised: null,
                new UdpTransportOptions(),
                new UdpMetrics(new MeterFactory())
            )
        );

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await Loop.RunAsync(() =>
        {
            Node.Dispose();
            return Task.FromResult(true);
        });
        await _transport.DisposeAsync();
        _meter.Dispose();
        _stop.Dispose();
    }

    private sealed class MeterFactory : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose() { }
    }
}
