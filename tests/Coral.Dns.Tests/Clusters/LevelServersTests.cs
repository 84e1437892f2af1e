using Coral.Core.Index;
using Coral.Dns.Configuration;
using Coral.Dns.Queries;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Clusters;

/// <summary>The name servers that resolvers are referred to.</summary>
public sealed class LevelServersTests : IDisposable
{
    private const string Regional = "l1.l0.infra.test";
    private const string Near = "l2.l1.l0.infra.test";
    private const string Client = "8.8.4.7";
    private readonly World _world = new(
        new DnsOptions
        {
            InfrastructureZone = "infra.test",
            NameServers = ["ns1.infra.test=9.9.9.1", "ns2.infra.test=7.7.7.7", "ns3.example.org"],
            TruncateUnknown = false,
        },
        "9.9.9.9"
    );

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Referral_OfAResolverNear_NamesTheLongestRunningAndAPrimary()
    {
        var nodes = _world.AddMany("10.1.0", 7, ClusterLevel.Regional);
        for (var i = 0; i < nodes.Length; i++)
        {
            var uptime = TimeSpan.FromMinutes(10 * (i + 1));
            _world.Say(nodes[i], report => report with { Uptime = uptime });
        }

        _world.Own = _world.Own with { Uptime = TimeSpan.FromMinutes(1) };
        await RefreshAsync();
        await _world.MeasureAsync(Client, 40);

        var answer = await _world.AskAsync(Regional, client: Client);
        Assert.False(answer.IsAuthoritative);
        var addresses = answer.Additionals.Select(record => record.Data).ToArray();
        Assert.Equal(["10.1.0.7", "10.1.0.6", "10.1.0.5", "10.1.0.4", "10.1.0.3"], addresses[..^1]);
        Assert.Contains(addresses[^1], (string[])["9.9.9.1", "7.7.7.7"]);
        Assert.Equal(
            answer.Authorities.Select(record => record.Data),
            answer.Additionals.Select(record => record.Owner)
        );
        Assert.All(
            answer.Additionals,
            record => Assert.EndsWith($".ns.{Regional}", record.Owner, StringComparison.Ordinal)
        );

        // Half of the 30 minutes that the youngest of the five has been running.
        Assert.All(answer.Authorities, record => Assert.Equal(900u, record.Seconds));
        Assert.All(answer.Additionals, record => Assert.Equal(900u, record.Seconds));
    }

    [Fact]
    public async Task Referral_ByAClusterWithAPrimary_NamesThatAndNoFarOne()
    {
        _world.Own = _world.Own with { Uptime = TimeSpan.FromHours(1) };
        _world.AddMany("10.1.0", 6, ClusterLevel.Regional);
        var primary = _world.Add("7.7.7.7", ClusterLevel.Regional);
        _world.Say(primary, report => report with { Uptime = TimeSpan.FromMinutes(20) });
        await RefreshAsync();
        await _world.MeasureAsync(Client, 40);

        var answer = await _world.AskAsync(Regional, client: Client);
        var addresses = answer.Additionals.Select(record => record.Data).ToArray();
        Assert.Equal(6, addresses.Length);
        Assert.Equal(5, addresses.Count(address => address.StartsWith("10.1.0.", StringComparison.Ordinal)));
        Assert.Equal("7.7.7.7", addresses[^1]);

        // As a server of the cluster, not as one of the zone's that nobody has heard.
        Assert.False(answer.Additionals[^1].Owner.StartsWith('p'), answer.Additionals[^1].Owner);
        Assert.All(answer.Authorities, record => Assert.Equal(600u, record.Seconds));
    }

    [Fact]
    public async Task Referral_OfAResolverVeryNear_LeadsToTheNearestAtOnce()
    {
        foreach (var node in _world.AddMany("10.1.0", 3, ClusterLevel.Regional))
        {
            _world.Distances[node.Id] = TimeSpan.FromMilliseconds(30);
        }

        _world.AddMany("10.2.0", 5, ClusterLevel.Near);
        _world.Own = _world.Own with { Uptime = TimeSpan.FromMinutes(1) };
        await RefreshAsync();
        await _world.MeasureAsync(Client, 4);

        foreach (var zone in (string[])[Regional, Near])
        {
            var answer = await _world.AskAsync(zone, client: Client);
            Assert.All(answer.Authorities, record => Assert.Equal(zone, record.Owner));
            Assert.Equal(5, answer.Additionals.Count(r => r.Data.StartsWith("10.2.0.", StringComparison.Ordinal)));
            Assert.DoesNotContain(answer.Additionals, r => r.Data.StartsWith("10.1.0.", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Referral_OfAResolverVeryNear_LeadsAlsoToThoseOfOtherClustersAsNear()
    {
        foreach (var (node, i) in _world.AddMany("10.1.0", 4, ClusterLevel.Regional).Select((node, i) => (node, i)))
        {
            _world.Distances[node.Id] = TimeSpan.FromMilliseconds(i < 2 ? 13 : 40);
        }

        _world.AddMany("10.2.0", 2, ClusterLevel.Near);
        await RefreshAsync();
        await _world.MeasureAsync(Client, 12);

        var addresses = (await _world.AskAsync(Near, client: Client)).Additionals.Select(record => record.Data);
        Assert.Equal(
            ["10.1.0.1", "10.1.0.2", "10.2.0.1", "10.2.0.2", "9.9.9.9"],
            addresses.Take(5).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(10.0, new[] { "9.9.9.9", "10.1.0.1", "10.1.0.2", "10.1.0.3", "10.1.0.4" })]
    [InlineData(40.0, new[] { "9.9.9.9", "10.1.0.3", "10.1.0.4", "10.1.0.5", "10.1.0.6" })]
    [InlineData(59.0, new[] { "9.9.9.9", "10.1.0.5", "10.1.0.6", "10.1.0.7", "10.1.0.8" })]
    public async Task Referral_AmongServersThatRunLongEnough_NamesItselfAndThoseAboutAsFarAsTheResolver(
        double milliseconds,
        string[] expected
    )
    {
        var nodes = _world.AddMany("10.1.0", 8, ClusterLevel.Regional, ClusterLevel.Near);
        for (var i = 0; i < nodes.Length; i++)
        {
            var (hours, distance) = (2 + i, TimeSpan.FromMilliseconds(8 * (i + 1)));
            _world.Say(nodes[i], report => report with { Uptime = TimeSpan.FromHours(hours) });
            _world.Distances[nodes[i].Id] = distance;
        }

        await RefreshAsync();
        await _world.MeasureAsync(Client, milliseconds);

        var answer = await _world.AskAsync(Regional, client: Client);
        var addresses = answer.Additionals.Select(record => record.Data).ToArray();
        Assert.Equal(expected.Order(), addresses[..^1].Order());
        Assert.All(answer.Authorities, record => Assert.Equal(3600u, record.Seconds));
    }

    [Theory]
    [InlineData(60.0, Regional)]
    [InlineData(20.0, Near)]
    public async Task Referral_OfAResolverTooFar_IsNotGiven(double milliseconds, string zone)
    {
        _world.AddMany("10.1.0", 3, ClusterLevel.Regional, ClusterLevel.Near);
        await RefreshAsync();
        await _world.MeasureAsync(Client, milliseconds);

        var answer = await _world.AskAsync(zone, client: Client);
        Assert.True(answer.IsAuthoritative);
        Assert.Equal(30u, Assert.Single(answer.Authorities).Seconds);
    }

    [Fact]
    public async Task Referral_ByHints_LeadsAFarResolverToServersNearIt()
    {
        _world.Add("8.8.4.53", ClusterLevel.Global);
        await RefreshAsync();
        await _world.MeasureAsync(Client, 140);

        await _world.AskAsync("www.x.com.http." + Near, client: Client);
        foreach (var zone in (string[])[Regional, Near])
        {
            _world.Clock.Advance(TimeSpan.FromMilliseconds(140));
            var answer = await _world.AskAsync(zone, client: Client);
            Assert.All(answer.Authorities, record => Assert.Equal(zone, record.Owner));
            Assert.Contains(answer.Additionals, record => record.Data == "8.8.4.53");
        }
    }

    [Fact]
    public async Task Referral_ForAClientSubnet_LooksAtTheResolverAlone()
    {
        await RefreshAsync();
        await _world.MeasureAsync("1.1.1.1", 4);
        await _world.MeasureAsync(Client, 140);

        var ask = new Ask(Regional, RecordType.A).WithSubnet("1.1.1.0", 24);
        var answer = await _world.AskAsync(ask, Client);
        Assert.True(answer.IsAuthoritative);
        Assert.Equal(0, answer.Options[8][3]);

        var near = await _world.AskAsync(ask, "1.1.1.1");
        Assert.False(near.IsAuthoritative);
        Assert.Equal(0, near.Options[8][3]);
    }

    [Fact]
    public async Task Answer_TheNamesInAReferral_HaveItsAddresses()
    {
        _world.AddMany("10.1.0", 3, ClusterLevel.Regional);
        _world.AddMany("10.2.0", 3, ClusterLevel.Near);
        await RefreshAsync();
        await _world.MeasureAsync(Client, 4);

        foreach (var zone in (string[])[Regional, Near])
        {
            foreach (var glue in (await _world.AskAsync(zone, client: Client)).Additionals)
            {
                Assert.Equal(glue, Assert.Single((await _world.AskAsync(glue.Owner, RecordType.A, Client)).Answers));
            }
        }
    }

    [Fact]
    public async Task Answer_TheOtherFamilyOfANameInAReferral_IsNothingForAsLong()
    {
        _world.AddMany("10.2.0", 3, ClusterLevel.Near);
        await RefreshAsync();
        await _world.MeasureAsync(Client, 4);

        foreach (var glue in (await _world.AskAsync(Near, client: Client)).Additionals)
        {
            var answer = await _world.AskAsync(glue.Owner, RecordType.AAAA, Client);
            Assert.Empty(answer.Answers);
            Assert.Equal(glue.Seconds, Assert.Single(answer.Authorities).Seconds);
        }

        var unknown = await _world.AskAsync($"0123456789abcdef.ns.{Near}", RecordType.AAAA, Client);
        Assert.Equal(30u, Assert.Single(unknown.Authorities).Seconds);
    }

    [Theory]
    [InlineData("p0", "9.9.9.1")]
    [InlineData("p1", "7.7.7.7")]
    public async Task Answer_TheNamesOfAllPrimaries_HaveTheirAddresses(string label, string address)
    {
        await RefreshAsync();

        var answer = await _world.AskAsync($"{label}.ns.{Near}", RecordType.A, Client);
        Assert.Equal(address, Assert.Single(answer.Answers).Data);
    }

    [Fact]
    public async Task Answer_TheNamesOfServersNamedBeforeTheResolverWasKnownAsNearer_HaveTheirAddresses()
    {
        foreach (var (node, i) in _world.AddMany("10.2.0", 12, ClusterLevel.Near).Select((node, i) => (node, i)))
        {
            _world.Distances[node.Id] = TimeSpan.FromMilliseconds(1.5 * i);
        }

        await RefreshAsync();
        await _world.MeasureAsync(Client, 18);
        var named = (await _world.AskAsync(Regional, client: Client)).Additionals;
        await _world.MeasureAsync(Client, 1);

        foreach (var server in named)
        {
            var answer = await _world.AskAsync(server.Owner, RecordType.A, Client);
            Assert.Equal(server.Data, Assert.Single(answer.Answers).Data);
        }
    }

    [Fact]
    public async Task Referral_OfAnUnknownResolverAtTheNearestCut_ComesOverTcp()
    {
        using var world = new World(new DnsOptions { InfrastructureZone = "infra.test" }, "9.9.9.9");
        world.AddMany("10.2.0", 3, ClusterLevel.Near);

        Assert.False((await world.AskAsync(Regional, client: Client)).IsTruncated);
        world.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True((await world.AskAsync(Near, client: Client)).IsTruncated);
        var overTcp = await world.AskAsync(
            new Ask(Near, RecordType.A),
            Client,
            DnsTransportKind.Tcp,
            TimeSpan.FromMilliseconds(7)
        );
        Assert.All(overTcp.Authorities, record => Assert.Equal(Near, record.Owner));
        Assert.Contains(overTcp.Additionals, record => record.Data.StartsWith("10.2.0.", StringComparison.Ordinal));
        world.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.False((await world.AskAsync(Near, client: Client)).IsTruncated);
    }

    [Fact]
    public async Task Referral_BeforeAnybodyWasAsked_WaitsUntilTheyHaveBeen()
    {
        _world.AddMany("10.2.0", 3, ClusterLevel.Near);
        await _world.MeasureAsync(Client, 4);

        var answer = await _world.AskAsync(Near, RecordType.NS, Client);
        Assert.Contains(answer.Additionals, record => record.Data.StartsWith("10.2.0.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_AloneWithAYoungServer_LivesNotLong()
    {
        _world.Own = _world.Own with { Uptime = TimeSpan.FromSeconds(10) };
        await RefreshAsync();
        await _world.MeasureAsync(Client, 4);

        var answer = await _world.AskAsync(Regional, client: Client);
        Assert.Equal(2, answer.Authorities.Count);
        Assert.All(answer.Authorities, record => Assert.Equal(30u, record.Seconds));
    }

    [Fact]
    public async Task Referral_WithIPv6Glue_IsShorterThanItsBoundForAddressesNotValidated()
    {
        foreach (var address in (string[])["2001:db8::1", "2001:db8::2", "2001:db8::3"])
        {
            _world.Add(address, ClusterLevel.Near);
        }

        await RefreshAsync();
        await _world.MeasureAsync(Client, 4);
        var ask = new Ask(Regional, RecordType.A);
        var answer = await _world.AskAsync(ask, Client);
        Assert.False(answer.IsTruncated);
        Assert.InRange(answer.Length, 100, 6 * ask.Bytes.Length);
    }

    /// <summary>The servers are known once somebody has asked for a name.</summary>
    private Task<ReadMessage> RefreshAsync() => _world.AskAsync("www.x.com.http." + Near, client: "127.0.0.1");
}
