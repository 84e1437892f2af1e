using System.Net;
using Coral.Functional.Tests.Dns.Fixtures;

namespace Coral.Functional.Tests.Dns;

/// <summary>What dig, kdig and drill make of our answers.</summary>
public sealed class ClientTests
{
    private static readonly Dictionary<string, Func<IPEndPoint, string[], Task<string>>> Clients = new(
        StringComparer.Ordinal
    )
    {
        ["dig"] = (server, arguments) => DnsClients.DigAsync(server, ["+noall", "+answer", .. arguments]),
        ["kdig"] = (server, arguments) => DnsClients.KdigAsync(server, ["+noall", "+answer", .. arguments]),
        ["drill"] = (server, arguments) => DnsClients.DrillAsync(server, arguments),
    };

    public static TheoryData<string, string, string, string[]> Questions
    {
        get
        {
            var data = new TheoryData<string, string, string, string[]>();
            foreach (var client in Clients.Keys)
            {
                data.Add(client, "coral.test", "NS", ["coral.test. 3600 IN NS ns.coral.test."]);
                data.Add(client, "ns.coral.test", "A", ["ns.coral.test. 3600 IN A 127.0.0.1"]);
                data.Add(client, "coral.test", "MX", ["coral.test. 3600 IN MX 10 mail.example.org."]);
                data.Add(client, "coral.test", "TXT", ["coral.test. 3600 IN TXT \"v=spf1 -all\""]);
                data.Add(client, "coral.test", "CAA", ["coral.test. 3600 IN CAA 0 issue \"ca.example.org\""]);
                data.Add(client, "static.coral.test", "A", ["static.coral.test. 3600 IN A 198.51.100.1"]);
                data.Add(client, "static.coral.test", "AAAA", ["static.coral.test. 3600 IN AAAA 2001:db8::80"]);
                data.Add(
                    client,
                    "alias.coral.test",
                    "A",
                    ["alias.coral.test. 3600 IN CNAME static.coral.test.", "static.coral.test. 3600 IN A 198.51.100.1"]
                );
                data.Add(
                    client,
                    "_sip._tcp.coral.test",
                    "SRV",
                    ["_sip._tcp.coral.test. 3600 IN SRV 1 2 5060 sip.example.org."]
                );
                data.Add(client, "www.x.com.coral.test", "AAAA", []);
                data.Add(client, "here.coral.test", "A", []);
                data.Add(client, "x-.coral.test", "A", []);
            }

            return data;
        }
    }

    public static TheoryData<string> Programs => [.. Clients.Keys];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Questions))]
    public async Task Answer_OfEveryType_IsReadByEveryClient(string client, string name, string type, string[] records)
    {
        await using var dns = DnsUnderTest.StartFlat();
        var output = await Clients[client](dns.EndPoint, [name, type]);

        Assert.Equal(
            records,
            DnsClients.Records(output).Where(record => !record.Contains(" SOA ", StringComparison.Ordinal))
        );
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Programs))]
    public async Task Proxies_OfACoralizedName_AreThree(string client)
    {
        await using var dns = DnsUnderTest.StartFlat();
        var records = DnsClients.Records(await Clients[client](dns.EndPoint, ["www.x.com.coral.test", "A"]));

        Assert.Equal(3, records.Distinct().Count());
        Assert.All(records, record => Assert.Matches(@"^www\.x\.com\.coral\.test\. (30|60) IN A [0-9.]+$", record));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Programs))]
    public async Task Soa_IsReadByEveryClient(string client)
    {
        await using var dns = DnsUnderTest.StartFlat();
        var record = Assert.Single(DnsClients.Records(await Clients[client](dns.EndPoint, ["coral.test", "SOA"])));

        Assert.Matches(
            @"^coral\.test\. 3600 IN SOA ns\.coral\.test\. hostmaster\.coral\.test\. \d+ \d+ \d+ \d+ 3600$",
            record
        );
    }

    [Theory(Timeout = 60_000)]
    [InlineData("dig", "tls.x.com.coral.test", "HTTPS", "alpn=\"h2")]
    [InlineData("kdig", "tls.x.com.coral.test", "HTTPS", "alpn=h2")]
    [InlineData("dig", "odd.coral.test", "TYPE65400", "0A0B0C")]
    [InlineData("kdig", "odd.coral.test", "TYPE65400", "0A0B0C")]
    public async Task NewTypes_AreReadByClientsThatKnowThem(string client, string name, string type, string expected)
    {
        await using var dns = DnsUnderTest.StartFlat();
        var record = Assert.Single(DnsClients.Records(await Clients[client](dns.EndPoint, [name, type])));

        Assert.Contains(expected, record, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("dig", "+bufsize=4096")]
    [InlineData("dig", "+tcp")]
    [InlineData("kdig", "+bufsize=4096")]
    [InlineData("kdig", "+tcp")]
    [InlineData("drill", "-t")]
    public async Task Answer_TooLongForADatagram_ComesOverTcp(string client, string argument)
    {
        await using var dns = DnsUnderTest.StartFlat();
        var output = await Clients[client](dns.EndPoint, [argument, "big.coral.test", "TXT"]);

        Assert.Equal(
            30,
            DnsClients.Records(output).Count(record => record.Contains(" TXT ", StringComparison.Ordinal))
        );
    }

    [Theory(Timeout = 60_000)]
    [InlineData("::")]
    [InlineData("::1")]
    public async Task Answer_OverIPv6_Comes(string listen)
    {
        await using var dns = DnsUnderTest.StartFlat(listen);
        var server = new IPEndPoint(IPAddress.IPv6Loopback, dns.EndPoint.Port);
        foreach (var transport in new[] { "+notcp", "+tcp" })
        {
            var output = await DnsClients.DigAsync(server, "+short", transport, "static.coral.test", "A");
            Assert.Equal("198.51.100.1", output.Trim());
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Tcp_KeptOpen_AnswersOneAfterTheOther()
    {
        await using var dns = DnsUnderTest.StartFlat();
        var output = await DnsClients.DigAsync(
            dns.EndPoint,
            "+tcp",
            "+keepopen",
            "+short",
            "static.coral.test",
            "A",
            "static.coral.test",
            "AAAA",
            "coral.test",
            "MX"
        );

        Assert.Equal(["198.51.100.1", "2001:db8::80", "10 mail.example.org."], output.Trim().Split('\n'));
    }
}
