using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Coral.Core.Index;
using Coral.Dns;
using Coral.Dns.Configuration;
using Coral.Dns.Events;
using Coral.Dns.Resolvers;
using Coral.Transport.Dns;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Dns.Udp;

namespace Coral.DnsServing;

/// <summary>A DNS server by itself: real listeners and answers, invented proxies.</summary>
internal sealed class StandaloneDns : IAsyncDisposable
{
    private const int Tries = 20;

    private readonly CancellationTokenSource _stop = new();
    private readonly DnsServer _server;
    private readonly DnsUdpListener _udp;
    private readonly DnsTcpListener _tcp;
    private readonly Task _running;

    private StandaloneDns(StandaloneDnsConfig config, IPEndPoint endPoint)
    {
        var meters = config.Meters;
        var nodes = new InventedNodes(endPoint, config.Proxies);
        var directory = new MemoryNodeDirectory();
        directory.Set(nodes.Others);
        var clock = TimeProvider.System;
        _server = new DnsServer(
            new DnsConfig(config.Zones, [], [endPoint.Address], config.Options),
            new DnsNetwork(
                directory,
                new MemoryContentIndex(nodes.Self.Id, new MemoryIndexNetwork(clock)),
                nodes,
                new NoProbe(),
                config.Certificates
            ),
            config.Tokens,
            new Random(1),
            clock,
            new DnsMetrics(meters.Create(new MeterOptions(DnsMetrics.MeterName)))
        );
        var listening = new DnsListenerMetrics(meters);
        _udp = DnsUdpListener.Open(endPoint, _server.Responder, config.Udp, clock, listening, Faults.Enqueue);
        EndPoint = _udp.BoundEndPoint;
        try
        {
            _tcp = DnsTcpListener.Open(EndPoint, _server.Responder, config.Tcp, clock, listening, Faults.Enqueue);
        }
        catch
        {
            _udp.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }

        _running = _server.RunAsync(_stop.Token);
    }

    /// <summary>The address and port of both listeners, UDP and TCP.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The exceptions of the responder so far.</summary>
    public ConcurrentQueue<Exception> Faults { get; } = [];

    /// <summary>Starts a server; port 0 takes a port that is free for both transports.</summary>
    public static StandaloneDns Start(StandaloneDnsConfig config)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                return new StandaloneDns(config, config.Listen);
            }
            catch (SocketException) when (config.Listen.Port == 0 && i < Tries)
            {
                // The port is free for UDP, but not for TCP.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _udp.DisposeAsync();
        await _tcp.DisposeAsync();
        await _stop.CancelAsync();
        await _running;
        _server.Dispose();
        _stop.Dispose();
    }
}
