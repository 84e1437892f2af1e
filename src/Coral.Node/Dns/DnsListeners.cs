using System.Net;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Dns.Udp;

namespace Coral.Node.Dns;

/// <summary>One address at which DNS is answered, over UDP and TCP at the same port.</summary>
internal sealed class DnsListeners : IAsyncDisposable
{
    private readonly DnsUdpListener _udp;
    private readonly DnsTcpListener _tcp;

    /// <summary>Takes both over.</summary>
    public DnsListeners(DnsUdpListener udp, DnsTcpListener tcp) => (_udp, _tcp) = (udp, tcp);

    /// <summary>The address of both.</summary>
    public IPEndPoint EndPoint => _udp.BoundEndPoint;

    /// <summary>Stops answering.</summary>
    public async ValueTask DisposeAsync()
    {
        await _udp.DisposeAsync();
        await _tcp.DisposeAsync();
    }
}
