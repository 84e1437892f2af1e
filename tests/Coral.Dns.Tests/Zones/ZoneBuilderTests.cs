using System.Net;
using Coral.Dns.Configuration;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Tests.Zones;

/// <summary>Zones from a configuration, and the configurations that are refused.</summary>
public sealed class ZoneBuilderTests
{
    private static readonly IPAddress Self = IPAddress.Parse("203.0.113.1");

    [Fact]
    public void Build_NothingButAZone_IsItsOwnNameServer()
    {
        var zone = Assert.Single(Build(new DnsOptions(), "localhost").All.ToArray());

        var node = zone.Find(DnsName.Parse("ns.localhost").Wire)!;
        Assert.Equal(Self.GetAddressBytes(), node.Find(RecordType.A)!.Data[0]);
        Assert.Equal(zone.Apex, zone.CoralRoot);
    }

    [Fact]
    public void Build_AnInfrastructureZone_MakesItsLevelsAndTheDname()
    {
        var zones = Build(new DnsOptions { InfrastructureZone = "infra.test" }, "cdn.example", "other.example");

        Assert.Equal(
            ["cdn.example", "infra.test", "l1.l0.infra.test", "l2.l1.l0.infra.test", "other.example"],
            zones.All.ToArray().Select(zone => zone.Apex.ToString()).Order()
        );
        var coral = Assert.Single(zones.All.ToArray(), zone => zone.CoralRoot is not null);
        Assert.Equal("http.l2.l1.l0.infra.test", coral.CoralRoot!.ToString());
    }

    [Fact]
    public void Build_TheInfrastructureZoneAlone_HoldsNamesAtItsTopToo()
    {
        var zones = Build(new DnsOptions { InfrastructureZone = "infra.test" }, "infra.test");

        Assert.Equal(3, zones.All.Length);
        Assert.All(zones.All.ToArray(), zone => Assert.Null(zone.Redirection));
        Assert.Equal(2, zones.All.ToArray().Count(zone => zone.CoralRoot is not null));
    }

    [Fact]
    public void Build_TheSameContents_HaveTheSameSerialInWhateverOrder()
    {
        var one = Serial("@ MX 10 m", "x TXT a");

        Assert.Equal(one, Serial("x TXT a", "@ MX 10 m"));
        Assert.NotEqual(one, Serial("x TXT b", "@ MX 10 m"));
    }

    [Theory]
    [InlineData("x.example.org. A 192.0.2.1", "none of our zones")]
    [InlineData("@ SOA \\# 0", "not the operator's")]
    [InlineData("@ DNAME \\# 1 00", "not the operator's")]
    [InlineData("@ NS ns.example.org.", "top of a zone")]
    [InlineData("@ CNAME www.example.org.", "top of a zone")]
    public void Build_ARecordThatCannotBe_SaysWhy(string record, string why) =>
        AssertRefused(new DnsOptions { Records = [record] }, why);

    [Theory]
    [InlineData("@ MX 20 mail2")]
    [InlineData("_imaps._tcp SRV 0 1 993 Mail2")]
    [InlineData("sub.infra.test. NS mail2.cdn.example.")]
    public void Build_AHostBelowADname_IsRefusedAndSaysWhatToWrite(string record)
    {
        var options = new DnsOptions { InfrastructureZone = "infra.test", Records = [record] };

        AssertRefused(options, $"“{record}” names mail2.cdn.example, which the DNAME at cdn.example makes an alias");
        AssertRefused(options, "mail2.http.l2.l1.l0.infra.test");
    }

    [Theory]
    [InlineData("@ MX 20 mail.example.org.")]
    [InlineData("@ MX 20 mail2.http.l2.l1.l0.infra.test.")]
    [InlineData("@ MX 20 @")]
    [InlineData("@ MX 0 .")]
    [InlineData("x CNAME y")]
    [InlineData("x.infra.test. CNAME y.cdn.example.")]
    public void Build_AHostElsewhere_IsFine(string record) =>
        Assert.NotEmpty(
            Build(new DnsOptions { InfrastructureZone = "infra.test", Records = [record] }, "cdn.example").All.ToArray()
        );

    [Fact]
    public void Build_AHostInAZoneWithoutADname_IsFine() =>
        Assert.Single(Build(new DnsOptions { Records = ["@ MX 20 mail2"] }, "cdn.example").All.ToArray());

    [Theory]
    [InlineData("x A 192.0.2.1", "x CNAME y")]
    [InlineData("x CNAME y", "x A 192.0.2.1")]
    [InlineData("x CNAME y", "x CNAME z")]
    public void Build_ACnameBesideSomething_IsRefused(params string[] records) =>
        AssertRefused(new DnsOptions { Records = records }, "can have nothing else");

    [Fact]
    public void Build_ANameServerInOurZoneWithoutAddress_IsRefused() =>
        AssertRefused(new DnsOptions { NameServers = ["ns1.cdn.example"] }, "say ns1.cdn.example=ADDRESS");

    [Fact]
    public void Build_ANameServerBelowADname_IsRefused() =>
        AssertRefused(
            new DnsOptions { InfrastructureZone = "infra.test", NameServers = ["ns1.cdn.example=192.0.2.1"] },
            "hidden by the DNAME"
        );

    [Theory]
    [InlineData("ns1.l1.l0.infra.test=192.0.2.1", "l1.l0.infra.test")]
    [InlineData("l1.l0.infra.test=192.0.2.1", "l1.l0.infra.test")]
    [InlineData("ns1.l2.l1.l0.infra.test", "l2.l1.l0.infra.test")]
    public void Build_ANameServerInTheZoneOfALevel_IsRefusedAndSaysWhereItMayLie(string server, string level)
    {
        var options = new DnsOptions { InfrastructureZone = "infra.test", NameServers = [server] };

        AssertRefused(options, $" lies in {level}, ");
        AssertRefused(options, "such as ns1.infra.test");
    }

    [Fact]
    public void Build_ANameServerAboveTheLevels_IsFine() =>
        Assert.Equal(
            4,
            Build(
                new DnsOptions { InfrastructureZone = "infra.test", NameServers = ["ns1.l0.infra.test=192.0.2.1"] },
                "cdn.example"
            ).All.Length
        );

    [Fact]
    public void Build_AZoneBelowADname_IsRefused() =>
        AssertRefused(new DnsOptions { InfrastructureZone = "i.cdn.example" }, "hidden by the DNAME");

    [Fact]
    public void Build_ARecordTooLongForTheTarget_IsRefused()
    {
        var label = new string('a', 63);
        AssertRefused(
            new DnsOptions
            {
                InfrastructureZone = "infra.test",
                Records = [$"{label}.{label}.{label}.{label[..40]} TXT x"],
            },
            "too long"
        );
    }

    private static void AssertRefused(DnsOptions options, string why)
    {
        var fault = Assert.Throws<FormatException>(() => Build(options, "cdn.example"));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    private static string Serial(params string[] records) =>
        Convert.ToHexString(
            Build(new DnsOptions { Records = records }, "cdn.example").All[0].Soa.Data[0].AsSpan(^20..^16)
        );

    private static ZoneSet Build(DnsOptions options, params string[] zones) =>
        ZoneBuilder.Build(new DnsConfig(zones, [], [Self], options));
}
