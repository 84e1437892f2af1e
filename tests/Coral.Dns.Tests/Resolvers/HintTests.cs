using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Configuration;
using Coral.Dns.Queries;
using Coral.Dns.Resolvers;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Resolvers;

/// <summary>Hints about networks in the index, and the effect of client subnets and probes.</summary>
public sealed class HintTests : IDisposable
{
    private const string Name = "www.x.com.cdn.example";
    private const string Client = "8.8.4.7";
    private readonly World _world = new(self: "9.9.9.1");

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Answer_ANodeInTheClientsNetwork_ComesFirst()
    {
        _world.AddMany("10.0.0", 8, ClusterLevel.Global);
        _world.Add("8.8.4.99", ClusterLevel.Global);

        await _world.AskAsync(Name, client: Client);
        for (var i = 0; i < 10; i++)
        {
            var answer = await _world.AskAsync($"www{i}.com.cdn.example", client: Client);
            Assert.Equal("8.8.4.99", answer.Answers[0].Data);
            Assert.Equal(3, answer.Answers.Count);
        }
    }

    [Fact]
    public async Task Answer_AClientInOurOwnNetwork_LeadsToUsToo()
    {
        const string Neighbour = "9.9.9.7";
        _world.AddMany("10.0.0", 8, ClusterLevel.Global);
        _world.Add("9.9.9.99", ClusterLevel.Global);
        _world.Add("9.9.9.98", ClusterLevel.Global);

        await _world.AskAsync(Name, client: Neighbour);
        var answer = await _world.AskAsync(Name, client: Neighbour);
        Assert.Equal(
            ["9.9.9.1", "9.9.9.98", "9.9.9.99"],
            answer.Answers.Select(record => record.Data).Order(StringComparer.Ordinal)
        );
        Assert.All(answer.Answers, record => Assert.Equal(60u, record.Seconds));
    }

    [Theory]
    [InlineData(ClusterLevel.Near, 60u)]
    [InlineData(ClusterLevel.Regional, 30u)]
    public async Task Answer_AHintToAMemberOfOurCluster_IsFilledUpFromThere(ClusterLevel level, uint seconds)
    {
        _world.AddMany("10.0.0", 8, ClusterLevel.Global);
        _world.AddMany("10.1.0", 3, ClusterLevel.Global, level);
        _world.Add("8.8.4.99", ClusterLevel.Global, level);

        await _world.AskAsync(Name, client: Client);
        for (var i = 0; i < 10; i++)
        {
            var answer = await _world.AskAsync($"www{i}.com.cdn.example", client: Client);
            Assert.Equal("8.8.4.99", answer.Answers[0].Data);
            Assert.DoesNotContain(answer.Answers, record => record.Data.StartsWith("10.0.", StringComparison.Ordinal));
            Assert.All(answer.Answers, record => Assert.Equal(seconds, record.Seconds));
        }

        // A measurement takes precedence over a hint.
        await _world.MeasureAsync(Client, 140);
        var far = new HashSet<string>();
        for (var i = 0; i < 50; i++)
        {
            var answer = await _world.AskAsync($"www{i}.com.cdn.example", client: Client);
            far.UnionWith(answer.Answers.Select(record => record.Data[..5]));
        }

        Assert.Contains("10.0.", far);
    }

    [Fact]
    public async Task Answer_OurOwnHint_LeadsToUsOnceWeHaveForgotten()
    {
        _world.AddMany("10.0.0", 8, ClusterLevel.Global);
        await LeaveAsync(_world.Self);

        await _world.AskAsync(Name, client: Client);
        Assert.Equal("9.9.9.1", (await _world.AskAsync(Name, client: Client)).Answers[0].Data);
    }

    [Fact]
    public async Task Answer_AHintInTheIndex_IsFollowedOnceItsNodeAnswers()
    {
        _world.AddMany("10.0.0", 8, ClusterLevel.Global);
        var near = _world.Add("10.9.0.1");
        await LeaveAsync(near);

        await _world.AskAsync(Name, client: Client);
        Assert.Equal("10.9.0.1", (await _world.AskAsync(Name, client: Client)).Answers[0].Data);

        _world.Living.Remove(near.Id);
        _world.Clock.Advance(TimeSpan.FromSeconds(11));
        var answer = await _world.AskAsync(Name, client: Client);
        Assert.DoesNotContain(answer.Answers, record => record.Data == "10.9.0.1");
        Assert.Equal(3, answer.Answers.Count);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_AHintWhoseNodeIsSilentOnce_IsFollowedAllTheSame(bool hasAnsweredBefore)
    {
        _world.AddMany("10.0.0", 8, ClusterLevel.Global);
        var near = _world.Add("10.9.0.1");
        await LeaveAsync(near);
        if (hasAnsweredBefore)
        {
            await _world.AskAsync(Name, client: Client);
            await _world.AskAsync(Name, client: Client);
            _world.Clock.Advance(TimeSpan.FromSeconds(11));
        }

        var followed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _world.OnHintsFound = alive => _ = alive > 0 && followed.TrySetResult();
        _world.Hanging.Add(near.Id);
        var asking = _world.BeginAsync(Name, Client);
        _world.Hanging.Clear();
        _world.Clock.Advance(TimeSpan.FromMilliseconds(300));
        await asking;

        // The node is checked once more in the background.
        await followed.Task;
        Assert.Equal("10.9.0.1", (await _world.AskAsync(Name, client: Client)).Answers[0].Data);
    }

    [Fact]
    public async Task Answer_AHintedNodeThatDies_IsOutAtTheNextCheckAndBackAtTheOneAfterItsReturn()
    {
        _world.AddMany("10.0.0", 8, ClusterLevel.Global);
        var near = _world.Add("10.9.0.1");
        await LeaveAsync(near);
        await _world.AskAsync(Name, client: Client);
        var report = _world.Living[near.Id];

        _world.Living.Remove(near.Id);
        await CheckAsync();
        Assert.DoesNotContain(
            (await _world.AskAsync(Name, client: Client)).Answers,
            record => record.Data == "10.9.0.1"
        );

        _world.Living[near.Id] = report;
        await CheckAsync();
        Assert.Equal("10.9.0.1", (await _world.AskAsync(Name, client: Client)).Answers[0].Data);
    }

    [Fact]
    public async Task Answer_AHintToADeadNode_NamesNoNodeByIt()
    {
        var near = _world.Add("10.9.0.1");
        _world.Living.Remove(near.Id);
        await LeaveAsync(near);

        await _world.AskAsync(Name, client: Client);
        Assert.Equal("9.9.9.1", Assert.Single((await _world.AskAsync(Name, client: Client)).Answers).Data);
    }

    [Fact]
    public async Task Answer_ANetworkMeasuredAsNear_LeavesAHint()
    {
        await _world.MeasureAsync(Client, 4);
        await _world.AskAsync(Name, client: Client);
        await _world.AskAsync(Name, client: Client);

        var found = await _world.Index.GetAsync(Key.Of("resolver 8.8.4.0/24"), LevelRange.All, CancellationToken.None);
        var hint = ResolverHint.TryDecode(Assert.Single(found.Values).Bytes.Span)!;
        Assert.Equal((_world.Self.Id, 4), (hint.Contact.Id, hint.RoundTrip.TotalMilliseconds));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Answer_ANetworkThatEnoughAreNearerTo_LeavesNoHint(int nearer, bool isTold)
    {
        for (var i = 0; i < nearer; i++)
        {
            await LeaveAsync(_world.Add($"10.9.0.{i + 1}"), milliseconds: 3);
        }

        await _world.MeasureAsync(Client, 4);
        await _world.AskAsync(Name, client: Client);
        await _world.AskAsync(Name, client: Client);

        var found = await _world.Index.GetAsync(Key.Of("resolver 8.8.4.0/24"), LevelRange.All, CancellationToken.None);
        var told = found.Values.Select(value => ResolverHint.TryDecode(value.Bytes.Span)!.Contact.Id);
        Assert.Equal(isTold, told.Contains(_world.Self.Id));
    }

    [Fact]
    public async Task Answer_NodesThatMeasuredTheClientsNetwork_ComeNearestFirst()
    {
        _world.AddMany("10.2.0", 8, ClusterLevel.Near);
        await LeaveAsync(_world.Add("10.9.0.3"), milliseconds: 16);
        await LeaveAsync(_world.Add("10.9.0.1"), milliseconds: 3);
        await _world.MeasureAsync(Client, 8);
        await _world.AskAsync(Name, client: Client);

        for (var i = 0; i < 20; i++)
        {
            var answer = await _world.AskAsync($"www{i}.com.cdn.example", client: Client);
            Assert.Equal(["10.9.0.1", "9.9.9.1", "10.9.0.3"], answer.Answers.Select(record => record.Data));
        }
    }

    [Fact]
    public async Task Answer_NodesAboutEquallyNear_TakeTurns()
    {
        await LeaveAsync(_world.Add("10.9.0.1"), milliseconds: 1);
        await LeaveAsync(_world.Add("10.9.0.2"), milliseconds: 4);
        await _world.AskAsync(Name, client: Client);

        var first = new HashSet<string>();
        for (var i = 0; i < 50; i++)
        {
            first.Add((await _world.AskAsync(Name, client: Client)).Answers[0].Data);
        }

        Assert.Equal(["10.9.0.1", "10.9.0.2"], first.Order());
    }

    [Fact]
    public async Task Answer_ANetworkMeasuredAsNearWhileTooMuchIsLookedUp_LeavesAHintLater()
    {
        await _world.MeasureAsync(Client, 25);
        await _world.AskAsync(Name, client: Client);
        for (var i = 0; i < 2 * ResolverDiscovery.MaxPerSecond; i++)
        {
            await _world.AskAsync(new Ask(Name, RecordType.A).WithSubnet($"8.9.{i}.0", 24), Client);
        }

        var key = Key.Of("resolver 8.8.4.0/24");
        await _world.MeasureAsync(Client, 4);
        await _world.AskAsync(Name, client: Client);
        Assert.Empty((await _world.Index.GetAsync(key, LevelRange.All, CancellationToken.None)).Values);
        _world.Clock.Advance(TimeSpan.FromSeconds(2));
        await _world.AskAsync(Name, client: Client);
        Assert.Single((await _world.Index.GetAsync(key, LevelRange.All, CancellationToken.None)).Values);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(140, 0)]
    public async Task Answer_ValidatedByTcpAfterAShorterGap_LeavesAHintOfTheValidatedRoundTrip(
        double milliseconds,
        int told
    )
    {
        await _world.AskAsync("com.cdn.example", client: Client);
        _world.Clock.Advance(TimeSpan.FromMilliseconds(3));
        await _world.AskAsync("x.com.cdn.example", client: Client);
        await _world.MeasureAsync(Client, milliseconds);
        await _world.AskAsync(Name, client: Client);
        await _world.AskAsync(Name, client: Client);

        var found = await _world.Index.GetAsync(Key.Of("resolver 8.8.4.0/24"), LevelRange.All, CancellationToken.None);
        Assert.Equal(told, found.Values.Count);
    }

    [Theory]
    [InlineData("8.8.4.7", 25, true)]
    [InlineData("192.168.1.1", 4, true)]
    [InlineData("8.8.4.7", 4, false)]
    public async Task Answer_FarPrivateOrNotValidated_LeavesNoHint(
        string client,
        double milliseconds,
        bool isAddressValidated
    )
    {
        if (isAddressValidated)
        {
            await _world.MeasureAsync(client, milliseconds);
        }
        else
        {
            await _world.AskAsync("com.cdn.example", client: client);
            _world.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }

        await _world.AskAsync(Name, client: client);
        await _world.AskAsync(Name, client: client);
        var prefix = client.StartsWith('8') ? "8.8.4.0" : "192.168.1.0";
        var key = Key.Of($"resolver {prefix}/24");
        Assert.Empty((await _world.Index.GetAsync(key, LevelRange.All, CancellationToken.None)).Values);
    }

    [Fact]
    public async Task Answer_AResolverThatSeemsNear_ComesOverTcpToProveIt()
    {
        using var world = new World(new DnsOptions());
        await world.AskAsync("com.cdn.example", client: Client);
        world.Clock.Advance(TimeSpan.FromMilliseconds(5));

        Assert.True((await world.AskAsync("x.com.cdn.example", client: Client)).IsTruncated);
        world.Clock.Advance(TimeSpan.FromMilliseconds(5));
        Assert.False((await world.AskAsync("www.x.com.cdn.example", client: Client)).IsTruncated);
    }

    [Fact]
    public async Task Answer_AClientSubnet_CountsForItsOwnNetwork()
    {
        _world.AddMany("10.0.0", 8, ClusterLevel.Global);
        _world.Add("8.8.4.99", ClusterLevel.Global);
        var ask = new Ask(Name, RecordType.A).WithSubnet("8.8.4.0", 24);

        await _world.AskAsync(ask, "7.7.7.7");
        var answer = await _world.AskAsync(ask, "7.7.7.7");
        Assert.Equal("8.8.4.99", answer.Answers[0].Data);
        Assert.Equal(24, answer.Options[8][3]);

        var own = await _world.AskAsync(Name, client: "7.7.7.7");
        Assert.DoesNotContain(own.Answers, record => record.Data == "8.8.4.99");
    }

    [Theory]
    [InlineData("8.8.4.0", 24, 24)]
    [InlineData("8.8.0.0", 16, 16)]
    [InlineData("8.8.4.7", 32, 24)]
    [InlineData("2600::", 56, 48)]
    public async Task Answer_AClientSubnet_HasTheScopeOfWhatIsKnown(string network, int prefix, int scope)
    {
        var answer = await _world.AskAsync(new Ask(Name, RecordType.A).WithSubnet(network, prefix), "7.7.7.7");

        Assert.Equal(scope, answer.Options[8][3]);
    }

    [Fact]
    public async Task Answer_ClientSubnetsSwitchedOff_HoldForEverybody()
    {
        using var world = new World(new DnsOptions { ClientSubnet = false, TruncateUnknown = false });

        var answer = await world.AskAsync(new Ask(Name, RecordType.A).WithSubnet("8.8.4.0", 24), "7.7.7.7");
        Assert.Equal(0, answer.Options[8][3]);
    }

    [Fact]
    public async Task Answer_ForManyNetworks_LooksUpNoMoreThanTwentyASecond()
    {
        var counted = 0;
        _world.OnLookUp = () => counted++;
        for (var i = 0; i < 500; i++)
        {
            await _world.AskAsync(new Ask(Name, RecordType.A).WithSubnet($"8.{i / 256}.{i % 256}.0", 24), Client);
        }

        Assert.InRange(counted, 15, 20);
        _world.Clock.Advance(TimeSpan.FromSeconds(0.5));
        for (var i = 0; i < 500; i++)
        {
            await _world.AskAsync(new Ask(Name, RecordType.A).WithSubnet($"7.{i / 256}.{i % 256}.0", 24), Client);
        }

        Assert.InRange(counted, 25, 30);
    }

    /// <summary>A query after a third of the ten seconds sets the next check going, and does not wait for it.</summary>
    private Task<ReadMessage> CheckAsync()
    {
        _world.Clock.Advance(TimeSpan.FromSeconds(4));
        return _world.AskAsync(Name, client: Client);
    }

    private ValueTask<PutResult> LeaveAsync(NodeContact node, double milliseconds = 5)
    {
        var other = new MemoryContentIndex(node.Id, _world.Network);
        var value = new ResolverHint(node, TimeSpan.FromMilliseconds(milliseconds)).Encode();
        var key = NetworkPrefix.Of(NodeAddress.From(IPAddress.Parse(Client), 1)).HintKey;
        return other.PutAsync(key, value, TimeSpan.FromHours(1), LevelRange.All, CancellationToken.None);
    }
}
