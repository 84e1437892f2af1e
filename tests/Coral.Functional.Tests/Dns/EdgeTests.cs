using Coral.Functional.Tests.Dns.Fixtures;

namespace Coral.Functional.Tests.Dns;

/// <summary>What is at the edges of the protocol, asked by dig.</summary>
public sealed class EdgeTests
{
    [Theory(Timeout = 60_000)]
    [InlineData("x-.coral.test A", "NXDOMAIN", "ANSWER: 0, AUTHORITY: 1", "SOA")]
    [InlineData("www.x-.com.coral.test A", "NXDOMAIN", "ANSWER: 0, AUTHORITY: 1", "SOA")]
    [InlineData("com.coral.test A", "NOERROR", "ANSWER: 0, AUTHORITY: 1", "SOA")] // x.com can be
    [InlineData("x.com.coral.test TXT", "NOERROR", "ANSWER: 0, AUTHORITY: 1", "SOA")] // RFC 8020: www.x.com can be
    [InlineData("here.coral.test A", "NOERROR", "ANSWER: 0, AUTHORITY: 1", "SOA")]
    [InlineData("www.x.com.coral.test ANY", "NOERROR", "ANSWER: 1", "HINFO")] // RFC 8482
    [InlineData("host.sub.coral.test A", "NOERROR", "ANSWER: 0, AUTHORITY: 1", "ns1.sub.coral.test.")]
    [InlineData("www.elsewhere.test A", "REFUSED", "ANSWER: 0, AUTHORITY: 0", "not one of our zones")]
    [InlineData("-c CH version.bind TXT", "REFUSED", "ANSWER: 0", "CH")]
    [InlineData("-t AXFR coral.test +tcp", "", "Transfer failed", "")]
    [InlineData("+opcode=update coral.test SOA", "REFUSED", "ANSWER: 0", "")]
    [InlineData("+opcode=notify coral.test SOA", "REFUSED", "ANSWER: 0", "")]
    [InlineData("wWw.X.cOm.CoRaL.tEsT A", "NOERROR", "ANSWER: 3", ";wWw.X.cOm.CoRaL.tEsT.")]
    [InlineData(
        "+subnet=198.51.100.0/24 www.x.com.coral.test A",
        "NOERROR",
        "ANSWER: 3",
        "CLIENT-SUBNET: 198.51.100.0/24/"
    )]
    [InlineData(
        "+subnet=198.51.100.0/24 static.coral.test A",
        "NOERROR",
        "ANSWER: 1",
        "CLIENT-SUBNET: 198.51.100.0/24/0"
    )]
    [InlineData("why.www.x.com.coral.test TXT", "NOERROR", "ANSWER: 1", "")]
    public async Task Question_AtAnEdge_GetsItsAnswer(string question, string status, string counts, string text)
    {
        await using var dns = DnsUnderTest.StartFlat();
        var output = await DnsClients.DigAsync(dns.EndPoint, ["+norec", .. question.Split(' ')]);

        Assert.Contains(status.Length == 0 ? "" : $"status: {status},", output, StringComparison.Ordinal);
        Assert.Contains(counts, output, StringComparison.Ordinal);
        Assert.Contains(text, output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Name_OfTheGreatestLength_IsAnsweredAndNoLongerOne()
    {
        await using var dns = DnsUnderTest.StartFlat();
        var label = new string('a', 63);

        // With the zone's eleven bytes and the root, 255 on the wire.
        var longest = $"{label}.{label}.{label}.{new string('b', 45)}.com.coral.test";
        var output = await DnsClients.DigAsync(dns.EndPoint, longest, "A");

        Assert.Contains("status: NOERROR", output, StringComparison.Ordinal);
        Assert.Contains("ANSWER: 3", output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Cookie_OnceGiven_IsGood()
    {
        await using var dns = DnsUnderTest.StartFlat();
        var first = await DnsClients.DigAsync(dns.EndPoint, "+cookie=0102030405060708", "static.coral.test", "A");
        var cookie = first
            .Split('\n')
            .Single(line => line.StartsWith("; COOKIE:", StringComparison.Ordinal))
            .Split(' ')[2];
        var second = await DnsClients.DigAsync(dns.EndPoint, $"+cookie={cookie}", "static.coral.test", "A");

        Assert.StartsWith("0102030405060708", cookie, StringComparison.Ordinal);
        Assert.Equal(48, cookie.Length);
        Assert.Contains("(good)", second, StringComparison.Ordinal);
    }
}
