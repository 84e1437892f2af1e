using System.Net;
using Coral.Dns.Configuration;
using Coral.DnsServing;
using Coral.Node.Hosting;
using Coral.Transport.Dns.Tcp;

namespace Coral.Functional.Tests.Dns.Fixtures;

/// <summary>Our server on real sockets, with records of every kind.</summary>
internal sealed class DnsUnderTest : IAsyncDisposable
{
    private readonly PlainMeters _meters = new();
    private readonly StandaloneDns _server;

    private DnsUnderTest(IPEndPoint listen, IReadOnlyList<string> zones, DnsOptions options) =>
        _server = StandaloneDns.Start(
            new StandaloneDnsConfig(listen, new SystemTokenSource(), _meters)
            {
                Zones = zones,
                Options = options,
                Certificates = new TlsNames(),
                Tcp = new DnsTcpOptions { MaxConnectionsPerAddress = 1_000 },
            }
        );

    /// <summary>Records that an operator might have, relative to the zone.</summary>
    public static IReadOnlyList<string> Records { get; } =
    [
        "@ MX 10 mail.example.org.",
        "@ TXT \"v=spf1 -all\"",
        "@ CAA 0 issue \"ca.example.org\"",
        "static A 198.51.100.1",
        "static AAAA 2001:db8::80",
        "alias CNAME static",
        "_sip._tcp SRV 1 2 5060 sip.example.org.",
        "deep.under.here A 198.51.100.2",
        "tls-static HTTPS \\# 10 00010000010003026832",
        "odd TYPE65400 \\# 3 0a0b0c",
        .. Enumerable.Range(0, 30).Select(i => $"big TXT \"{i:D2} {new string('x', 80)}\""),
        "sub NS ns1.sub",
        "ns1.sub A 198.51.100.53",
    ];

    /// <summary>The same where the zone leads into the hierarchy: all but its own in the infrastructure zone.</summary>
    public static IReadOnlyList<string> HierarchyRecords { get; } =
    [.. Records.Take(2), .. Records.Skip(2).Select(InInfrastructure)];

    public IPEndPoint EndPoint => _server.EndPoint;

    /// <summary>A server for <c>coral.test</c> alone, at a free port.</summary>
    public static DnsUnderTest StartFlat(string listen = "127.0.0.1") =>
        new(new IPEndPoint(IPAddress.Parse(listen), 0), ["coral.test"], new DnsOptions { Records = Records });

    /// <summary>
    /// A server for <c>coral.test</c>, which leads into the hierarchy of <c>infra.test</c>, with the records there.
    /// </summary>
    public static DnsUnderTest StartHierarchy(IPEndPoint listen) =>
        new(
            listen,
            ["coral.test"],
            new DnsOptions
            {
                InfrastructureZone = "infra.test",
                NameServers = [$"ns.infra.test={listen.Address}"],
                Records = HierarchyRecords,
            }
        );

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Assert.Empty(_server.Faults);
        _meters.Dispose();
    }

    private static string InInfrastructure(string record)
    {
        var words = record.Split(' ', 2);
        var owner = words[0] == "@" ? "infra.test." : $"{words[0]}.infra.test.";
        var data = words[1] switch
        {
            "CNAME static" => "CNAME static.infra.test.",
            "NS ns1.sub" => "NS ns1.sub.infra.test.",
            var other => other,
        };
        return $"{owner} {data}";
    }
}
