using Coral.Core.Index;
using Coral.Dns.Configuration;
using Coral.Dns.Queries;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Redirection;

/// <summary>The choice of the proxies that a client is sent to.</summary>
public sealed class RedirectionTests : IDisposable
{
    private const string Name = "www.x.com.cdn.example";
    private const string Client = "198.51.100.7";
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(19.9, "10.2.0.", 60u)]
    [InlineData(20.0, "10.1.0.", 30u)]
    [InlineData(59.9, "10.1.0.", 30u)]
    [InlineData(60.0, "10.0.0.", 30u)]
    [InlineData(900, "10.0.0.", 30u)]
    public async Task Answer_ByRoundTrip_NamesProxiesOfThatLevel(double milliseconds, string network, uint seconds)
    {
        AddThreeLevels();
        await _world.MeasureAsync(Client, milliseconds);

        var answer = await _world.AskAsync(Name);
        Assert.Equal(3, answer.Answers.Count);
        Assert.Equal(3, answer.Answers.Select(record => record.Data).Distinct().Count());
        Assert.All(answer.Answers, record => Assert.StartsWith(network, record.Data, StringComparison.Ordinal));
        Assert.All(answer.Answers, record => Assert.Equal(seconds, record.Seconds));
    }

    [Fact]
    public async Task Answer_NothingKnown_NamesProxiesOfLevel0()
    {
        AddThreeLevels();

        var answer = await _world.AskAsync(Name);
        Assert.All(answer.Answers, record => Assert.StartsWith("10.0.0.", record.Data, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_TooFewAtALevel_GoesOnToTheNext()
    {
        _world.Own = _world.Own with { Conditions = NodeConditions.Overloaded };
        _world.Add("10.2.0.1", ClusterLevel.Near);
        _world.Add("10.1.0.1", ClusterLevel.Regional);
        _world.AddMany("10.0.0", 5, ClusterLevel.Global);
        await _world.MeasureAsync(Client, 5);

        var answer = await _world.AskAsync(Name);
        Assert.Equal(["10.2.0.1", "10.1.0.1"], answer.Answers.Take(2).Select(record => record.Data));
        Assert.StartsWith("10.0.0.", answer.Answers[2].Data, StringComparison.Ordinal);
        Assert.All(answer.Answers, record => Assert.Equal(30u, record.Seconds));
    }

    [Fact]
    public async Task Answer_NoOtherNode_NamesThisNode()
    {
        Assert.Equal("203.0.113.1", Assert.Single((await _world.AskAsync(Name)).Answers).Data);
        await _world.MeasureAsync(Client, 5);
        var near = Assert.Single((await _world.AskAsync(Name)).Answers);
        Assert.Equal(("203.0.113.1", 60u), (near.Data, near.Seconds));
    }

    [Fact]
    public async Task Answer_AClientMeasuredAsNear_GetsThisNodeFirst()
    {
        _world.AddMany("10.2.0", 8, ClusterLevel.Near);
        await _world.MeasureAsync(Client, 19);

        for (var i = 0; i < 20; i++)
        {
            var answer = await _world.AskAsync($"www{i}.com.cdn.example");
            Assert.Equal(3, answer.Answers.Count);
            Assert.Equal("203.0.113.1", answer.Answers[0].Data);
        }
    }

    [Fact]
    public async Task Answer_FarClients_GetThisNodeOnlyWhereOthersAreTooFew()
    {
        _world.AddMany("10.0.0", 3, ClusterLevel.Global);

        for (var i = 0; i < 20; i++)
        {
            var answer = await _world.AskAsync($"www{i}.com.cdn.example");
            Assert.DoesNotContain(answer.Answers, record => record.Data == "203.0.113.1");
        }
    }

    [Theory]
    [InlineData(NodeConditions.Overloaded)]
    [InlineData(NodeConditions.Leaving)]
    [InlineData(NodeConditions.LocalOnly)]
    public async Task Answer_NodesThatMayNotBeNamed_AreLeftOut(NodeConditions conditions)
    {
        var nodes = _world.AddMany("10.0.0", 4, ClusterLevel.Global);
        _world.Say(nodes[0], report => report with { Conditions = conditions });

        for (var i = 0; i < 20; i++)
        {
            var answer = await _world.AskAsync($"www{i}.com.cdn.example");
            Assert.DoesNotContain(answer.Answers, record => record.Data == "10.0.0.1");
        }
    }

    [Fact]
    public async Task Answer_ALocalProxy_IsNamedToItsOwnNetwork()
    {
        var nodes = _world.AddMany("10.0.0", 3, ClusterLevel.Global);
        foreach (var node in nodes)
        {
            _world.Say(node, report => report with { Conditions = NodeConditions.LocalOnly });
        }

        Assert.Equal("203.0.113.1", Assert.Single((await _world.AskAsync(Name)).Answers).Data);
        Assert.Equal(3, (await _world.AskAsync(Name, client: "10.0.0.77")).Answers.Count);
    }

    [Fact]
    public async Task Answer_OtherPortsAndNoHttp_AreLeftOut()
    {
        var nodes = _world.AddMany("10.0.0", 3, ClusterLevel.Global);
        _world.Say(nodes[0], report => report with { Ports = report.Ports with { Http = 81 } });
        _world.Say(nodes[1], report => report with { Ports = report.Ports with { Http = 0 } });

        var answer = await _world.AskAsync(Name);
        Assert.Equal(["10.0.0.3", "203.0.113.1"], answer.Answers.Select(record => record.Data));
    }

    [Fact]
    public async Task Answer_Aaaa_NamesThoseWithSuchAddresses()
    {
        _world.AddMany("10.0.0", 3, ClusterLevel.Global);
        Assert.Empty((await _world.AskAsync(Name, RecordType.AAAA)).Answers);

        _world.Add("2001:db8::5", ClusterLevel.Global);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("2001:db8::5", Assert.Single((await _world.AskAsync(Name, RecordType.AAAA)).Answers).Data);
    }

    [Fact]
    public async Task Answer_NoNodeMayBeNamed_Fails()
    {
        _world.Own = _world.Own with { Conditions = NodeConditions.Leaving };

        Assert.Equal(ResponseCode.ServerFailure, (await _world.AskAsync(Name)).Code);
    }

    [Fact]
    public async Task Refresh_OnceThisNodeIsLeaving_NamesItNoMore()
    {
        _world.AddMany("10.0.0", 2, ClusterLevel.Global);
        Assert.Contains((await _world.AskAsync(Name)).Answers, record => record.Data == "203.0.113.1");

        _world.Own = _world.Own with { Conditions = NodeConditions.Leaving };
        await _world.Server.RefreshAsync();

        var answer = await _world.AskAsync(Name);
        Assert.Equal(["10.0.0.1", "10.0.0.2"], answer.Answers.Select(record => record.Data).Order());
    }

    [Fact]
    public async Task Answer_LoopbackThatNothingElseIsKnownOf_IsNear()
    {
        AddThreeLevels();

        var answer = await _world.AskAsync(Name, client: "127.0.0.1");
        Assert.All(answer.Answers, record => Assert.StartsWith("10.2.0.", record.Data, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_TheSameHost_PrefersTheSameFewProxies()
    {
        _world.AddMany("10.0.0", 16, ClusterLevel.Global);
        var named = new HashSet<string>();
        for (var i = 0; i < 100; i++)
        {
            // Both spellings are one host.
            var name = i % 2 == 0 ? Name : "www-x-com.cdn.example";
            named.UnionWith((await _world.AskAsync(name)).Answers.Select(record => record.Data));
        }

        Assert.Equal(4, named.Count);
    }

    [Theory]
    [InlineData(0.0, 3)]
    [InlineData(0.5, 8)]
    [InlineData(1.0, 16)]
    public async Task Answer_BySpread_UsesMoreOrFewerProxies(double spread, int expected)
    {
        using var world = new World(
            new DnsOptions
            {
                Spread = spread,
                TruncateUnknown = false,
                AnswersPerSecond = 0,
                AllAnswersPerSecond = 0,
            }
        );
        world.AddMany("10.0.0", 16, ClusterLevel.Global);
        var named = new Dictionary<string, int>();
        for (var i = 0; i < 800; i++)
        {
            foreach (var record in (await world.AskAsync(Name)).Answers)
            {
                named[record.Data] = named.GetValueOrDefault(record.Data) + 1;
            }
        }

        Assert.Equal(expected, named.Count);
        var fair = 3 * 800.0 / expected;
        Assert.All(named.Values, count => Assert.InRange(count, 0.7 * fair, 1.3 * fair));
    }

    [Theory]
    [InlineData(5, 7u)]
    [InlineData(500, 9u)]
    public async Task Answer_TheOperatorsOptions_SayHowManyAndHowLong(double milliseconds, uint seconds)
    {
        var options = new DnsOptions
        {
            Addresses = 5,
            NearTimeToLive = TimeSpan.FromSeconds(7),
            FarTimeToLive = TimeSpan.FromSeconds(9),
        };
        using var world = new World(options);
        world.AddMany("10.0.0", 8, ClusterLevel.Global, ClusterLevel.Near);
        await world.MeasureAsync(Client, milliseconds);

        var answer = await world.AskAsync(Name);
        Assert.Equal(5, answer.Answers.Count);
        Assert.All(answer.Answers, record => Assert.Equal(seconds, record.Seconds));
    }

    [Fact]
    public async Task Answer_UnknownNetwork_IsTruncatedOnceToLearnItsRoundTrip()
    {
        using var world = new World(new DnsOptions());
        world.Own = world.Own with { Conditions = NodeConditions.Overloaded };
        world.AddMany("10.2.0", 3, ClusterLevel.Near);
        var ask = new Ask(Name, RecordType.A);

        Assert.True((await world.AskAsync(ask)).IsTruncated);
        var overTcp = await world.AskAsync(ask, Client, DnsTransportKind.Tcp, TimeSpan.FromMilliseconds(7));
        Assert.Equal(3, overTcp.Answers.Count);
        Assert.All(overTcp.Answers, record => Assert.StartsWith("10.2.0.", record.Data, StringComparison.Ordinal));
        var again = await world.AskAsync(ask, "198.51.100.99");
        Assert.Equal(60u, again.Answers[0].Seconds);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task Answer_FarByOneGap_IsTruncatedOnceToo(int gaps, bool isTruncated)
    {
        using var world = new World(new DnsOptions());
        string[] names = ["com", "x.com", "y.x.com", "z.y.x.com"];
        foreach (var name in names.Take(gaps))
        {
            await world.AskAsync($"{name}.cdn.example", RecordType.NS);
            world.Clock.Advance(TimeSpan.FromMilliseconds(180));
        }

        var ask = new Ask($"{names[gaps]}.cdn.example", RecordType.A);
        Assert.Equal(isTruncated, (await world.AskAsync(ask)).IsTruncated);
        Assert.False((await world.AskAsync(ask)).IsTruncated);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_FarByOneGap_IsTruncatedWhereNoHintSaysWhereItIs(bool isHinted)
    {
        const string Resolver = "8.8.4.7";
        using var world = new World(new DnsOptions { InfrastructureZone = "infra.test" }, "9.9.9.9");
        if (isHinted)
        {
            world.Add("8.8.4.53", ClusterLevel.Global);
        }

        await world.AskAsync("l1.l0.infra.test", RecordType.NS, Resolver);
        world.Clock.Advance(TimeSpan.FromMilliseconds(180));
        var answer = await world.AskAsync("www.x.com.http.l2.l1.l0.infra.test", client: Resolver);

        Assert.Equal(!isHinted, answer.IsTruncated);
    }

    [Fact]
    public async Task Answer_AResolverThatNeverComesOverTcp_IsAnsweredAllTheSame()
    {
        using var world = new World(new DnsOptions());

        Assert.True((await world.AskAsync(Name)).IsTruncated);
        Assert.False((await world.AskAsync(Name)).IsTruncated);
    }

    [Fact]
    public async Task Answer_ConsecutiveMinimisedQuestions_TellTheRoundTrip()
    {
        AddThreeLevels();
        await _world.AskAsync("com.cdn.example");
        _world.Clock.Advance(TimeSpan.FromMilliseconds(30));
        await _world.AskAsync("_.x.com.cdn.example");
        _world.Clock.Advance(TimeSpan.FromMilliseconds(33));

        var answer = await _world.AskAsync(Name);
        Assert.All(answer.Answers, record => Assert.StartsWith("10.1.0.", record.Data, StringComparison.Ordinal));
    }

    private void AddThreeLevels()
    {
        _world.AddMany("10.0.0", 16, ClusterLevel.Global);
        _world.AddMany("10.1.0", 8, ClusterLevel.Regional);
        _world.AddMany("10.2.0", 8, ClusterLevel.Near);
        _world.Own = _world.Own with { Conditions = NodeConditions.Overloaded };
    }
}
