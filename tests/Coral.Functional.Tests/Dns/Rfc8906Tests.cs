using Coral.Functional.Tests.Dns.Fixtures;

namespace Coral.Functional.Tests.Dns;

/// <summary>The queries of RFC 8906, section 8, as it writes them for dig, and what they must get.</summary>
public sealed class Rfc8906Tests
{
    private const string Soa = " SOA ns.coral.test.";

    public static TheoryData<string, string, string, string[], string[]> Queries =>
        new()
        {
            // section, arguments, status, what the output has, what it must not have
            { "8.1.1", "+noedns +noad +norec soa", "NOERROR", ["flags: qr aa;", Soa], ["OPT"] },
            { "8.1.2", "+noedns +noad +norec type1000", "NOERROR", ["flags: qr aa;", "ANSWER: 0", Soa], ["OPT"] },
            { "8.1.3.1", "+noedns +noad +norec +cd soa", "NOERROR", ["flags: qr aa", Soa], ["OPT", " ad"] },
            { "8.1.3.2", "+noedns +ad +norec soa", "NOERROR", ["flags: qr aa", Soa], ["OPT", " ad;"] },
            { "8.1.3.3", "+noedns +noad +norec +zflag soa", "NOERROR", ["flags: qr aa;", Soa], ["MBZ", "OPT"] },
            { "8.1.3.4", "+noedns +noad +rec soa", "NOERROR", ["flags: qr aa rd;", Soa], ["OPT", " ra"] },
            { "8.1.4", "+noedns +noad +opcode=15 +norec +header-only", "NOTIMP", ["flags: qr;"], ["OPT", Soa] },
            { "8.1.5", "+noedns +noad +norec +tcp soa", "NOERROR", ["flags: qr aa;", Soa], ["OPT"] },
            {
                "8.2.1",
                "+edns=0 +nocookie +noad +norec soa",
                "NOERROR",
                ["flags: qr aa;", "EDNS: version: 0", Soa],
                []
            },
            {
                "8.2.2",
                "+edns=1 +noednsneg +nocookie +noad +norec soa",
                "BADVERS",
                ["flags: qr", "EDNS: version: 0"],
                [Soa]
            },
            {
                "8.2.3",
                "+edns=0 +nocookie +noad +norec +ednsopt=100 soa",
                "NOERROR",
                ["flags: qr aa;", "EDNS: version: 0", Soa],
                ["OPT=100"]
            },
            {
                "8.2.4",
                "+edns=0 +nocookie +noad +norec +ednsflags=0x40 soa",
                "NOERROR",
                ["flags: qr aa;", "EDNS: version: 0", Soa],
                ["MBZ"]
            },
            {
                "8.2.5",
                "+edns=1 +noednsneg +nocookie +noad +norec +ednsflags=0x40 soa",
                "BADVERS",
                ["EDNS: version: 0"],
                ["MBZ", Soa]
            },
            {
                "8.2.6",
                "+edns=1 +noednsneg +nocookie +noad +norec +ednsopt=100 soa",
                "BADVERS",
                ["EDNS: version: 0"],
                ["OPT=100", Soa]
            },
            {
                "8.2.7",
                "+norec +dnssec +bufsize=512 +ignore +nocookie big.coral.test txt",
                "NOERROR",
                ["flags: qr aa tc", "EDNS: version: 0", "flags: do"],
                []
            },
            {
                "8.2.8",
                "+edns=0 +nocookie +noad +norec +dnssec soa",
                "NOERROR",
                ["flags: qr aa;", "EDNS: version: 0, flags: do", Soa],
                []
            },
            {
                "8.2.9",
                "+edns=1 +noednsneg +nocookie +noad +norec +dnssec soa",
                "BADVERS",
                ["EDNS: version: 0"],
                [Soa]
            },
            {
                "8.2.10",
                "+edns=0 +noad +norec +cookie +nsid +expire +subnet=0.0.0.0/0 soa",
                "NOERROR",
                ["flags: qr aa;", "EDNS: version: 0", "COOKIE", Soa],
                []
            },
        };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Queries))]
    public async Task Query_OfTheRfc_GetsWhatItMust(
        string section,
        string arguments,
        string status,
        string[] present,
        string[] absent
    )
    {
        await using var dns = DnsUnderTest.StartFlat();
        var words = arguments.Split(' ');
        string[] name = arguments.Contains("coral.test", StringComparison.Ordinal) ? [] : ["coral.test"];
        var output = await DnsClients.DigAsync(dns.EndPoint, [.. words[..^1], .. name, words[^1]]);

        // Our own question is no part of what the server says.
        var answer = string.Join(
            '\n',
            output.Split('\n').Where(line => !line.StartsWith("; <<>>", StringComparison.Ordinal))
        );
        Assert.True(answer.Contains($"status: {status},", StringComparison.Ordinal), $"{section}:\n{output}");
        Assert.All(present, text => Assert.Contains(text, answer, StringComparison.Ordinal));
        var said = string.Join(
            '\n',
            answer.Split('\n').Where(line => !line.Contains("QUESTION", StringComparison.Ordinal))
        );
        Assert.All(absent, text => Assert.DoesNotContain(text, said, StringComparison.Ordinal));
    }
}
