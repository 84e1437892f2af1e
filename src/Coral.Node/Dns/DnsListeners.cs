using System.Net;
using System.Net.Sockets;
using Coral.Dns.Serving;
using Coral.Node.Hosting;
using Coral.Transport.Dns;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Dns.Udp;

namespace Coral.Node.Dns;

/// <summary>One address at which DNS is answered, over UDP and TCP at the same port.</summary>
internal sealed class DnsListeners : IAsyncDisposable
{
    /// <summary>Tries to find a free port that both can have.</summary>
    private const int Tries = 20;

    private readonly DnsUdpListener _udp;
    private readonly DnsTcpListener _tcp;

    private DnsListeners(DnsUdpListener udp, DnsTcpListener tcp) => (_udp, _tcp) = (udp, tcp);

    /// <summary>The address of both.</summary>
    public IPEndPoint EndPoint => _udp.BoundEndPoint;

    /// <summary>Binds both, and begins to answer.</summary>
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public static async Task<DnsListeners> OpenAsync(
        IPEndPoint endPoint,
        IDnsResponder responder,
        DnsSettings settings,
        DnsListenerMetrics metrics,
        TimeProvider clock,
        Action<Exception> onFault
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            DnsUdpListener? udp = null;
            try
            {
                udp = DnsUdpListener.Open(endPoint, responder, settings.Udp, clock, metrics, onFault);
                var tcp = DnsTcpListener.Open(udp.BoundEndPoint, responder, settings.Tcp, clock, metrics, onFault);
                return new DnsListeners(udp, tcp);
            }
            catch (SocketException ex)
            {
                var kind = udp is null ? SocketType.Dgram : SocketType.Stream;
                if (udp is not null)
                {
                    await udp.DisposeAsync();
                }

                // A port that is free for datagrams may be taken for connections.
                if (endPoint.Port != 0 || attempt == Tries)
                {
                    throw ListenDiagnosis.Explain(endPoint, kind, "--dns (Coral:Dns:Listen)", ex);
                }
            }
        }
    }

    /// <summary>Stops answering.</summary>
    public async ValueTask DisposeAsync()
    {
        await _udp.DisposeAsync();
        await _tcp.DisposeAsync();
    }
}
