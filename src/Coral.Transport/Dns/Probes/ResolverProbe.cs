using System.Net;
using Coral.Core.Identity;
using Coral.Core.Network;
using Coral.Dns.Resolvers;
using Coral.Transport.Gateways;

namespace Coral.Transport.Dns.Probes;

/// <summary>A probe that measures the round trip to a resolver, and finds the routers before it.</summary>
/// <remarks>
/// 1. An ICMP echo request. Its answer gives the round trip, and how many hops away the resolver is.
/// 2. Where it is answered, the routers on the last of these hops are traced, all at once.
/// 3. Where it is not, a connection to TCP port 53 is attempted; a reset is an answer too.
/// A probe takes at most two round trips and 350 bytes; a test counts them. The caller decides
/// which addresses may be probed, and how often.
/// </remarks>
public sealed class ResolverProbe(TimeProvider clock, ITokenSource tokens) : IResolverProbe
{
    private const int DnsPort = 53;

    private readonly IcmpEcho _echo = new(clock, tokens);
    private readonly TcpConnectProbe _connect = new(clock);
    private readonly GatewayTrace _trace = new(clock);

    /// <inheritdoc />
    public async ValueTask<ProbeReport?> ProbeAsync(NodeAddress resolver, CancellationToken cancellationToken)
    {
        var address = resolver.ToIPAddress();
        if (await _echo.AskAsync(address, cancellationToken) is not { } reply)
        {
            var roundTrip = await ConnectAsync(address, cancellationToken);
            return roundTrip is { } known ? new ProbeReport(known, []) : null;
        }

        IReadOnlyList<IPAddress> routers = [];
        if (reply.Hops is > 1 and var hops)
        {
            var first = Math.Max(1, hops - GatewayTrace.Hops);
            routers = await _trace.FindAsync(address, first, cancellationToken);
        }

        return new ProbeReport(reply.RoundTrip, routers);
    }

    private Task<TimeSpan?> ConnectAsync(IPAddress address, CancellationToken cancellationToken) =>
        _connect.AskAsync(new IPEndPoint(address, DnsPort), cancellationToken);
}
