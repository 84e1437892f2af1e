using Coral.Dns.Configuration;
using Coral.Dns.Redirection;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Answering;

/// <summary>A zone that holds its names itself.</summary>
public sealed class StaticAnswerTests
{
    private const string Soa = "cdn.example 3600 SOA ns.cdn.example hostmaster.cdn.example 3600 600 604800 3600";

    private readonly StaticServer _server = new(
        new DnsOptions
        {
            Records =
            [
                "@ 2h MX 10 mail",
                "@ MX 20 mail.example.org.",
                "@ TXT \"v=spf1 -all\" \"second\"",
                "mail A 192.0.2.25",
                "alias CNAME mail",
                "loop-1 CNAME loop-2",
                "loop-2 CNAME loop-1",
                "into-loop CNAME loop-1",
                "self CNAME self",
                "to.coral CNAME www.x.com",
                "away CNAME www.example.org.",
                "www.fixed.com AAAA 2001:db8::25",
                "_acme-challenge TXT token",
                "deep.0x1 A 192.0.2.26",
                "sub NS ns.sub",
                "sub NS ns.example.org.",
                "ns.sub A 192.0.2.53",
                "@ CAA 0 issue \"ca.example\"",
            ],
        }
    );

    [Theory]
    [InlineData("cdn.example", RecordType.NS, "cdn.example 3600 NS ns.cdn.example")]
    [InlineData("ns.cdn.example", RecordType.A, "ns.cdn.example 3600 A 203.0.113.1")]
    [InlineData(
        "cdn.example",
        RecordType.MX,
        "cdn.example 7200 MX 10 mail.cdn.example",
        "cdn.example 7200 MX 20 mail.example.org"
    )]
    [InlineData("cdn.example", RecordType.TXT, "cdn.example 3600 TXT \"v=spf1 -all\" \"second\"")]
    [InlineData("cdn.example", RecordType.CAA, "cdn.example 3600 CAA \\# 0005697373756563612E6578616D706C65")]
    [InlineData("mail.cdn.example", RecordType.A, "mail.cdn.example 3600 A 192.0.2.25")]
    [InlineData(
        "alias.cdn.example",
        RecordType.A,
        "alias.cdn.example 3600 CNAME mail.cdn.example",
        "mail.cdn.example 3600 A 192.0.2.25"
    )]
    [InlineData("alias.cdn.example", RecordType.CNAME, "alias.cdn.example 3600 CNAME mail.cdn.example")]
    [InlineData("alias.cdn.example", RecordType.ANY, "alias.cdn.example 3600 CNAME mail.cdn.example")]
    [InlineData("away.cdn.example", RecordType.A, "away.cdn.example 3600 CNAME www.example.org")]
    [InlineData("www.fixed.com.cdn.example", RecordType.AAAA, "www.fixed.com.cdn.example 3600 AAAA 2001:db8::25")]
    [InlineData("_acme-challenge.cdn.example", RecordType.TXT, "_acme-challenge.cdn.example 3600 TXT \"token\"")]
    [InlineData("cdn.example", RecordType.ANY, "cdn.example 3600 HINFO \"RFC8482\" \"\"")]
    public void Answer_RecordsThatExist_GivesThemWithAuthority(string name, RecordType type, params string[] expected)
    {
        var answer = _server.Answer(name, type);

        Assert.Equal(expected, answer.Answers.Select(record => record.ToString()));
        Assert.Empty(answer.Authorities);
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.True(answer.IsAuthoritative);
    }

    [Fact]
    public void Answer_NsOfTheApex_BringsTheAddresses()
    {
        var answer = _server.Answer("cdn.example", RecordType.NS);

        Assert.Equal(["ns.cdn.example 3600 A 203.0.113.1"], answer.Additionals.Select(record => record.ToString()));
    }

    [Theory]
    [InlineData("com.cdn.example", RecordType.A)]
    [InlineData("8000.cdn.example", RecordType.NS)]
    [InlineData("_.com.cdn.example", RecordType.A)]
    [InlineData("_.cdn.example", RecordType.A)]
    [InlineData("www.x.com.cdn.example", RecordType.TXT)]
    [InlineData("www.x.com.cdn.example", RecordType.HTTPS)]
    [InlineData("0x1.cdn.example", RecordType.A)]
    [InlineData("mail.cdn.example", RecordType.AAAA)]
    [InlineData("www.fixed.com.cdn.example", RecordType.A)]
    [InlineData("cdn.example", RecordType.DS)]
    [InlineData("cdn.example", (RecordType)65_280)]
    public void Answer_NamesThatExistWithoutTheType_IsNoDataForAnHour(string name, RecordType type)
    {
        var answer = _server.Answer(name, type);

        Assert.Empty(answer.Answers);
        Assert.Equal([Soa], answer.Authorities.Select(record => record.ToString()));
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.True(answer.IsAuthoritative);
    }

    [Theory]
    [InlineData("x.0x1.cdn.example")]
    [InlineData("0x2.cdn.example")]
    [InlineData("1.2.3.4.cdn.example")]
    [InlineData("www.x.com.cdn.example.cdn.example")]
    [InlineData("-x.cdn.example")]
    public void Answer_NamesThatCannotBeCoralized_IsNameErrorWithSoa(string name)
    {
        var answer = _server.Answer(name, RecordType.A);

        Assert.Equal(ResponseCode.NameError, answer.Code);
        Assert.Equal([Soa], answer.Authorities.Select(record => record.ToString()));
        Assert.True(answer.IsAuthoritative);
    }

    [Fact]
    public void Answer_ACoralizedName_GivesTheChosenProxies()
    {
        var v4 = _server.Answer("www.x.com.cdn.example", RecordType.A);
        var v6 = _server.Answer("www-x-com.cdn.example", RecordType.AAAA);

        Assert.Equal(
            ["www.x.com.cdn.example 30 A 192.0.2.1", "www.x.com.cdn.example 30 A 192.0.2.2"],
            v4.Answers.Select(record => record.ToString())
        );
        Assert.Equal(["www-x-com.cdn.example 30 AAAA 2001:db8::1"], v6.Answers.Select(record => record.ToString()));
        Assert.True(v4.IsAuthoritative);
    }

    [Theory]
    [InlineData("cdn.example")]
    [InlineData("www.cdn.example")]
    [InlineData("intranet.cdn.example")]
    public void Answer_TheApexAndDeclaredHosts_LeadToProxies(string name) =>
        Assert.Equal(2, _server.Answer(name, RecordType.A).Answers.Count);

    [Fact]
    public void Answer_AnAliasToACoralizedName_FollowsIt()
    {
        var answer = _server.Answer("to.coral.cdn.example", RecordType.A);

        Assert.Equal(["CNAME", "A", "A"], answer.Answers.Select(record => record.Type));
        Assert.Equal("www.x.com.cdn.example", answer.Answers[^1].Owner);
    }

    [Theory]
    [InlineData("loop-1", 2)]
    [InlineData("into-loop", 3)]
    [InlineData("self", 1)]
    public void Answer_ACycleOfAliases_HasEveryAliasOnce(string name, int expected)
    {
        var answer = _server.Answer(name + ".cdn.example", RecordType.A);

        Assert.Equal(expected, answer.Answers.Count);
        Assert.Equal(expected, answer.Answers.Distinct().Count());
        Assert.Equal(ResponseCode.NoError, answer.Code);
    }

    [Fact]
    public void Answer_ALongChainOfAliases_IsFollowedEightTimes()
    {
        var chain = Enumerable.Range(0, 20).Select(i => $"c{i} CNAME c{i + 1}");
        var server = new StaticServer(new DnsOptions { Records = [.. chain] });

        Assert.Equal(9, server.Answer("c0.cdn.example", RecordType.A).Answers.Count);
    }

    [Fact]
    public void Answer_BelowADelegation_IsAReferralWithGlue()
    {
        var answer = _server.Answer("a.b.sub.cdn.example", RecordType.A);

        Assert.False(answer.IsAuthoritative);
        Assert.Empty(answer.Answers);
        Assert.Equal(
            ["sub.cdn.example 3600 NS ns.sub.cdn.example", "sub.cdn.example 3600 NS ns.example.org"],
            answer.Authorities.Select(record => record.ToString())
        );
        Assert.Equal(["ns.sub.cdn.example 3600 A 192.0.2.53"], answer.Additionals.Select(record => record.ToString()));
        Assert.True(_server.Answer("sub.cdn.example", RecordType.DS).IsAuthoritative);
    }

    [Fact]
    public void Answer_AnotherZone_IsRefusedWithAReason()
    {
        var answer = _server.Answer("www.example.org", RecordType.A);

        Assert.Equal(ResponseCode.Refused, answer.Code);
        Assert.False(answer.IsAuthoritative);
        Assert.Equal("20 not one of our zones", answer.Reason);
    }

    [Fact]
    public void Answer_ACertifiedName_HasAnHttpsRecord()
    {
        _server.Certificates.Names.Add("www-x-com.cdn.example");

        var record = Assert.Single(_server.Answer("www-x-com.cdn.example", RecordType.HTTPS).Answers);
        Assert.Equal(@"\# 0001000001000C02683208687474702F312E31", record.Data);
    }

    [Fact]
    public void Answer_NoLivingProxy_IsAFailureThatSaysSo()
    {
        _server.Redirection.Outcome = ChoiceOutcome.None;

        var answer = _server.Answer("www.x.com.cdn.example", RecordType.A);
        Assert.Equal(ResponseCode.ServerFailure, answer.Code);
        Assert.Equal("14 no living proxy is known", answer.Reason);
    }

    [Fact]
    public void Answer_NoProxyOfTheFamily_IsNoData()
    {
        _server.Redirection.Proxies = ["192.0.2.1"];

        var answer = _server.Answer("www.x.com.cdn.example", RecordType.AAAA);
        Assert.Empty(answer.Answers);
        Assert.Single(answer.Authorities);
    }

    [Fact]
    public void Answer_MixedCase_KeepsItInTheQuestion()
    {
        var answer = _server.Answer("wWw.X.cOm.CdN.eXaMpLe", RecordType.A);

        Assert.Contains("wWw", answer.RawQuestion, StringComparison.Ordinal);
        Assert.Contains("eXaMpLe", answer.RawQuestion, StringComparison.Ordinal);
        Assert.Equal(2, answer.Answers.Count);
    }
}
