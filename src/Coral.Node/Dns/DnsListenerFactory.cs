using System.Net;
using System.Net.Sockets;
using Coral.Dns.Serving;
using Coral.Node.Hosting;
using Coral.Proxy.Origin;
using Coral.Transport.Dns;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Dns.Udp;

namespace Coral.Node.Dns;

/// <summary>Opens the addresses at which DNS is answered, over UDP and TCP at the same port.</summary>
/// <param name="config">The bounds of both.</param>
/// <param name="metrics">The instruments of all listeners.</param>
/// <param name="own">Gets the addresses listened on over TCP, so that no origin leads there.</param>
internal sealed class DnsListenerFactory(
    DnsPartConfig config,
    DnsListenerMetrics metrics,
    OwnListeners own,
    TimeProvider clock
)
{
    /// <summary>Tries to find a free port that both can have.</summary>
    private const int Tries = 20;

    /// <summary>Binds both, and begins to answer.</summary>
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public async Task<DnsListeners> OpenAsync(IPEndPoint endPoint, IDnsResponder responder, Action<Exception> onFault)
    {
        for (var attempt = 1; ; attempt++)
        {
            DnsUdpListener? udp = null;
            try
            {
                udp = DnsUdpListener.Open(endPoint, responder, config.Udp, clock, metrics, onFault);
                var tcp = DnsTcpListener.Open(udp.BoundEndPoint, responder, config.Tcp, clock, metrics, onFault);
                own.Add(tcp.BoundEndPoint);
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
}
