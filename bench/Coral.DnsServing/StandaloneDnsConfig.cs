using System.Diagnostics.Metrics;
using System.Net;
using Coral.Core.Identity;
using Coral.Dns.Answering;
using Coral.Dns.Configuration;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Dns.Udp;

namespace Coral.DnsServing;

/// <summary>The input that a <see cref="StandaloneDns"/> is composed from.</summary>
/// <param name="Listen">The address and port of both listeners.</param>
/// <param name="Tokens">The source of the server's secrets.</param>
/// <param name="Meters">The factory of the server's meters.</param>
internal sealed record StandaloneDnsConfig(IPEndPoint Listen, ITokenSource Tokens, IMeterFactory Meters)
{
    public IReadOnlyList<string> Zones { get; init; } = ["coral.test"];

    public DnsOptions Options { get; init; } = new();

    public DnsUdpOptions Udp { get; init; } = new();

    public DnsTcpOptions Tcp { get; init; } = new();

    public ICertificates Certificates { get; init; } = new NoCertificates();

    /// <summary>The number of proxies beside the node itself, from 192.0.2.1 on.</summary>
    public int Proxies { get; init; } = 8;
}
