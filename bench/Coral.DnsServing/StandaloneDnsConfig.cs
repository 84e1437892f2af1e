using System.Diagnostics.Metrics;
using System.Net;
using Coral.Core.Identity;
using Coral.Dns.Answering;
using Coral.Dns.Configuration;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Dns.Udp;

namespace Coral.DnsServing;

/// <summary>What a <see cref="StandaloneDns"/> is made of.</summary>
/// <param name="Listen">Where it listens.</param>
/// <param name="Tokens">For its secrets.</param>
/// <param name="Meters">For its counters.</param>
internal sealed record StandaloneDnsConfig(IPEndPoint Listen, ITokenSource Tokens, IMeterFactory Meters)
{
    public IReadOnlyList<string> Zones { get; init; } = ["coral.test"];

    public DnsOptions Options { get; init; } = new();

    public DnsUdpOptions Udp { get; init; } = new();

    public DnsTcpOptions Tcp { get; init; } = new();

    public ICertificates Certificates { get; init; } = new NoCertificates();

    /// <summary>Proxies beside the node itself, at 192.0.2.1 and on.</summary>
    public int Proxies { get; init; } = 8;
}
