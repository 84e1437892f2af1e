using System.Net;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;
using Coral.Functional.Tests.Dns.Fixtures;

namespace Coral.Functional.Tests.Dns;

/// <summary>Resolvers of others find their way from the root through our server.</summary>
public sealed class ResolverTests
{
    private const string Proxy = @"^\S+\.http\.l2\.l1\.l0\.infra\.test\. \d+ IN A [0-9.]+$";

    public static TheoryData<string> Programs => ["unbound", "bind"];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Programs))]
    public async Task Names_FromTheRootDown_Resolve(string program)
    {
        var (root, ours) = (DnsAddress.Next(), DnsAddress.Next());
        await using var dns = DnsUnderTest.StartHierarchy(new IPEndPoint(ours, 53));
        await using var above = await KnotServer.StartAsync(root, (".", RootZone(root, ours)));
        await using var resolver = await Resolver.StartAsync(program, root);

        // A coralized name: by the DNAME into the hierarchy, and there to proxies.
        var records = await AskAsync("www.example.com.coral.test", "A");
        Assert.Contains(
            records,
            record =>
                record.StartsWith("coral.test. ", StringComparison.Ordinal)
                && record.Contains(" DNAME http.l2.l1.l0.infra.test.", StringComparison.Ordinal)
        );
        Assert.Contains(
            records,
            record => record.EndsWith(" CNAME www.example.com.http.l2.l1.l0.infra.test.", StringComparison.Ordinal)
        );
        Assert.Equal(3, records.Count(record => System.Text.RegularExpressions.Regex.IsMatch(record, Proxy)));

        // Others, cold and warm.
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(5, (await AskAsync("a-very.long.example.org.8080.coral.test", "A")).Count);
            Assert.Contains(
                await AskAsync("tls.example.com.coral.test", "HTTPS"),
                record => record.Contains(" HTTPS 1 . alpn=", StringComparison.Ordinal)
            );
            Assert.Contains(
                "198.51.100.1",
                string.Join(' ', await AskAsync("alias.infra.test", "A")),
                StringComparison.Ordinal
            );
            Assert.Equal(30, (await AskAsync("big.infra.test", "TXT")).Count);
            Assert.Single(await AskAsync("coral.test", "MX"));
            Assert.Equal(3, (await AskAsync("coral.test", "A")).Count);
            Assert.Single(await AskAsync("coral.test", "NS"));
        }

        // What is not there.
        Assert.Contains("status: NXDOMAIN", await DigAsync("nowhere.infra.test", "A"), StringComparison.Ordinal);
        Assert.Contains("status: NXDOMAIN", await DigAsync("x-.example.coral.test", "A"), StringComparison.Ordinal);
        var nothing = await DigAsync("www.example.com.coral.test", "AAAA");
        Assert.Contains("status: NOERROR", nothing, StringComparison.Ordinal);
        Assert.Contains("SOA", nothing, StringComparison.Ordinal);

        Task<string> DigAsync(string name, string type) => DnsClients.DigAsync(resolver.EndPoint, name, type);

        async Task<IReadOnlyList<string>> AskAsync(string name, string type)
        {
            var output = await DigAsync(name, type);
            Assert.True(output.Contains("status: NOERROR", StringComparison.Ordinal), output);
            return DnsClients.Records(output.Split(";; ADDITIONAL SECTION:")[0]);
        }
    }

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Programs))]
    public async Task HttpsRecords_BehindTheDname_ResolveWhereThereIsACertificateAndNowhereElse(string program)
    {
        var (root, ours) = (DnsAddress.Next(), DnsAddress.Next());
        await using var dns = DnsUnderTest.StartHierarchy(new IPEndPoint(ours, 53));
        await using var above = await KnotServer.StartAsync(root, (".", RootZone(root, ours)));
        await using var resolver = await Resolver.StartAsync(program, root);
        using var client = new WireClient(resolver.EndPoint);

        // Cold, from the cache, and for another name when all above it is known.
        foreach (var host in (string[])["example.com", "example.com", "example.org"])
        {
            var with = client.Ask(new Ask($"tls.{host}.coral.test", RecordType.HTTPS));
            Assert.Equal(ResponseCode.NoError, with.Code);
            Assert.Equal(["DNAME", "CNAME", "HTTPS"], with.Answers.Select(record => record.Type));
            Assert.Equal($"tls.{host}.http.l2.l1.l0.infra.test", with.Answers[2].Owner);
            Assert.Equal(@"\# 0001000001000C02683208687474702F312E31", with.Answers[2].Data);

            var without = client.Ask(new Ask($"www.{host}.coral.test", RecordType.HTTPS));
            Assert.Equal(ResponseCode.NoError, without.Code);
            Assert.Equal(["DNAME", "CNAME"], without.Answers.Select(record => record.Type));
            Assert.Equal("SOA", Assert.Single(without.Authorities).Type);
        }
    }

    private static string RootZone(IPAddress root, IPAddress ours) =>
        $"""
            $TTL 3600
            @ SOA ns.root. host.root. 1 3600 600 86400 300
            @ NS ns.root.
            ns.root. A {root}
            coral.test. NS ns.infra.test.
            infra.test. NS ns.infra.test.
            ns.infra.test. A {ours}

            """;
}
