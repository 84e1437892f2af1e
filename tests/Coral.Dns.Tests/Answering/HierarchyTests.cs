using Coral.Core.Index;
using Coral.Dns.Configuration;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Answering;

/// <summary>A zone with a DNAME to the infrastructure zone, whose levels are real cuts.</summary>
public sealed class HierarchyTests
{
    private readonly StaticServer _server = new(
        new DnsOptions
        {
            InfrastructureZone = "infra.test",
            NameServers = ["ns1.infra.test=203.0.113.1", "ns2.example.org"],
            Records = ["_acme-challenge TXT token", "@ MX 10 mail.example.org.", "_dmarc.cdn.example. TXT none"],
        }
    );

    [Fact]
    public void Answer_BelowTheZone_IsTheDnameAndItsAlias()
    {
        var answer = _server.Answer("www.x.com.cdn.example", RecordType.A);

        Assert.Equal(
            [
                "cdn.example 3600 DNAME http.l2.l1.l0.infra.test",
                "www.x.com.cdn.example 3600 CNAME www.x.com.http.l2.l1.l0.infra.test",
            ],
            answer.Answers.Select(record => record.ToString())
        );
        Assert.True(answer.IsAuthoritative);
    }

    [Fact]
    public void Answer_TheZonesApex_IsNotRedirected()
    {
        Assert.Equal(["A", "A"], _server.Answer("cdn.example", RecordType.A).Answers.Select(record => record.Type));
        Assert.Equal("DNAME", Assert.Single(_server.Answer("cdn.example", RecordType.DNAME).Answers).Type);
        Assert.Equal("MX", Assert.Single(_server.Answer("cdn.example", RecordType.MX).Answers).Type);
        Assert.Equal(2, _server.Answer("cdn.example", RecordType.NS).Answers.Count);
    }

    [Fact]
    public void Answer_ASubstitutionThatIsTooLong_IsYxdomain()
    {
        var label = new string('a', 63);

        var answer = _server.Answer($"{label}.{label}.{label}.{new string('b', 40)}.cdn.example", RecordType.A);
        Assert.Equal(ResponseCode.NameTooLong, answer.Code);
        Assert.Equal("DNAME", Assert.Single(answer.Answers).Type);
    }

    [Theory]
    [InlineData("_acme-challenge.http.l2.l1.l0.infra.test", "\"token\"")]
    [InlineData("_dmarc.http.l2.l1.l0.infra.test", "\"none\"")]
    public void Answer_RecordsBelowTheDname_StandAtItsTarget(string name, string data) =>
        Assert.Equal(data, Assert.Single(_server.Answer(name, RecordType.TXT).Answers).Data);

    [Fact]
    public void Answer_BelowTwoZonesOfOneInfrastructure_IsTheSame()
    {
        var records = new[] { "_dmarc TXT one", "@ TXT apex", "_dmarc.two.example. TXT two" };
        var options = new DnsOptions { InfrastructureZone = "infra.test", Records = records };
        var server = new StaticServer(options, "one.example", "two.example");

        foreach (var zone in (string[])["one.example", "two.example"])
        {
            var alias = server.Answer($"_dmarc.{zone}", RecordType.TXT).Answers[^1];
            Assert.Equal(
                ["\"one\"", "\"two\""],
                server.Answer(alias.Data, RecordType.TXT).Answers.Select(text => text.Data)
            );
        }

        Assert.Single(server.Answer("one.example", RecordType.TXT).Answers);
        Assert.Empty(server.Answer("two.example", RecordType.TXT).Answers);
    }

    [Theory]
    [InlineData("l0.infra.test", "infra.test")]
    [InlineData("http.l2.l1.l0.infra.test", "l2.l1.l0.infra.test")]
    [InlineData("com.http.l2.l1.l0.infra.test", "l2.l1.l0.infra.test")]
    [InlineData("_.com.http.l2.l1.l0.infra.test", "l2.l1.l0.infra.test")]
    [InlineData("_.l0.infra.test", "infra.test")]
    [InlineData("ns.l2.l1.l0.infra.test", "l2.l1.l0.infra.test")]
    public void Answer_NamesInBetween_ExistWithoutData(string name, string zone)
    {
        var answer = _server.Answer(name, RecordType.A);

        Assert.Equal(ResponseCode.NoError, answer.Code);
        var soa = Assert.Single(answer.Authorities);
        Assert.Equal((zone, 3600u), (soa.Owner, soa.Seconds));
    }

    [Theory]
    [InlineData("x.l0.infra.test")]
    [InlineData("x.infra.test")]
    [InlineData("x.l1.l0.infra.test")]
    [InlineData("x.0x1.http.l2.l1.l0.infra.test")]
    public void Answer_NamesThatCannotBe_AreNameErrors(string name) =>
        Assert.Equal(ResponseCode.NameError, _server.Answer(name, RecordType.A).Code);

    [Theory]
    [InlineData("l1.l0.infra.test")]
    [InlineData("_.l1.l0.infra.test")]
    public void Answer_AResolverNearLooksForTheCut_IsReferred(string name)
    {
        _server.Redirection.NearAt = ClusterLevel.Regional;

        var answer = _server.Answer(name, RecordType.A);
        Assert.False(answer.IsAuthoritative);
        Assert.Empty(answer.Answers);
        Assert.Equal(
            ["l1.l0.infra.test 1200 NS s0.ns.l1.l0.infra.test"],
            answer.Authorities.Select(record => record.ToString())
        );
        Assert.Equal(
            ["s0.ns.l1.l0.infra.test 1200 A 192.0.2.11"],
            answer.Additionals.Select(record => record.ToString())
        );
    }

    [Fact]
    public void Answer_AResolverNearLooksForTheNearestCut_IsReferredWithAllGlue()
    {
        _server.Redirection.NearAt = ClusterLevel.Near;

        var answer = _server.Answer("l2.l1.l0.infra.test", RecordType.A);
        Assert.Equal(3, answer.Authorities.Count);
        Assert.Equal(["A", "AAAA", "A"], answer.Additionals.Select(record => record.Type));
        Assert.All(answer.Authorities, record => Assert.Equal("l2.l1.l0.infra.test", record.Owner));
    }

    [Theory]
    [InlineData("l1.l0.infra.test", "infra.test")]
    [InlineData("l2.l1.l0.infra.test", "l1.l0.infra.test")]
    public void Answer_AResolverFarLooksForTheCut_LearnsForAShortTimeThatThereIsNone(string name, string zone)
    {
        var answer = _server.Answer(name, RecordType.A);

        Assert.Equal(ResponseCode.NoError, answer.Code);
        var soa = Assert.Single(answer.Authorities);
        Assert.Equal((zone, 30u), (soa.Owner, soa.Seconds));
    }

    [Fact]
    public void Answer_WhileMoreIsBeingFoundOut_IsGoodForASecond()
    {
        _server.Redirection.Settled = false;

        Assert.Equal(1u, Assert.Single(_server.Answer("l1.l0.infra.test", RecordType.A).Authorities).Seconds);
    }

    [Fact]
    public void Answer_AWholeName_IsAnsweredHoweverNear()
    {
        _server.Redirection.NearAt = ClusterLevel.Near;

        var answer = _server.Answer("www.x.com.http.l2.l1.l0.infra.test", RecordType.A);
        Assert.True(answer.IsAuthoritative);
        Assert.Equal(2, answer.Answers.Count);
    }

    [Theory]
    [InlineData("l1.l0.infra.test")]
    [InlineData("l2.l1.l0.infra.test")]
    public void Answer_SoaOfALevel_ComesWithItsAuthority(string zone)
    {
        _server.Redirection.NearAt = ClusterLevel.Near;

        var answer = _server.Answer(zone, RecordType.SOA);
        Assert.True(answer.IsAuthoritative);
        Assert.Equal(zone, Assert.Single(answer.Answers).Owner);
    }

    [Fact]
    public void Answer_NsOfALevel_IsTheSameReferral()
    {
        _server.Redirection.NearAt = ClusterLevel.Near;

        var answer = _server.Answer("l2.l1.l0.infra.test", RecordType.NS);
        Assert.False(answer.IsAuthoritative);
        Assert.Equal((0, 3, 3), (answer.Answers.Count, answer.Authorities.Count, answer.Additionals.Count));
    }

    [Fact]
    public void Answer_TheNamesOfServers_HaveTheirAddresses()
    {
        var known = _server.Answer("s1.ns.l2.l1.l0.infra.test", RecordType.AAAA);
        Assert.Equal("2001:db8::22", Assert.Single(known.Answers).Data);

        var strange = _server.Answer("s9.ns.l2.l1.l0.infra.test", RecordType.A);
        Assert.Equal(ResponseCode.NoError, strange.Code);
        Assert.Equal(30u, Assert.Single(strange.Authorities).Seconds);
    }

    [Theory]
    [InlineData("l1.l0.infra.test", "infra.test")]
    [InlineData("l2.l1.l0.infra.test", "l1.l0.infra.test")]
    public void Answer_DsOfALevel_ComesFromAbove(string level, string above)
    {
        _server.Redirection.NearAt = ClusterLevel.Near;

        // The answer is never NXDOMAIN, which would hide all names below (RFC 8020).
        var answer = _server.Answer(level, RecordType.DS);
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.True(answer.IsAuthoritative);
        Assert.Equal(above, Assert.Single(answer.Authorities).Owner);
    }

    [Theory]
    [InlineData("cdn.net.infra.test", RecordType.DS)]
    [InlineData("net.infra.test", RecordType.A)]
    public void Answer_AZoneInsideAnother_ExistsInThat(string name, RecordType type)
    {
        var server = new StaticServer(new DnsOptions { InfrastructureZone = "infra.test" }, "cdn.net.infra.test");

        var answer = server.Answer(name, type);
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.Equal("infra.test", Assert.Single(answer.Authorities).Owner);
    }
}
