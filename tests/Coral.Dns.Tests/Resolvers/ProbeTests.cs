using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Configuration;
using Coral.Dns.Resolvers;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Resolvers;

/// <summary>The results of probes, and the resolvers that are probed.</summary>
public sealed class ProbeTests
{
    private const string Name = "www.x.com.cdn.example";
    private const string Client = "8.8.4.7";
    private static readonly TimeSpan Far = TimeSpan.FromMilliseconds(80);

    [Fact]
    public async Task Probe_OfAValidatedAddress_TellsTheLevelAndComesOnce()
    {
        using var world = ProbingWorld();
        world.Own = world.Own with { Conditions = NodeConditions.Overloaded };
        world.AddMany("10.2.0", 3, ClusterLevel.Near);

        await AskValidatedAsync(world);
        var answer = await AskValidatedAsync(world);
        Assert.All(answer.Answers, record => Assert.StartsWith("10.2.0.", record.Data, StringComparison.Ordinal));
        Assert.Equal(NodeAddress.From(IPAddress.Parse(Client), 4242), Assert.Single(world.Probed));
    }

    [Fact]
    public async Task Probe_ThatFails_IsNotRepeatedForTenMinutes()
    {
        using var world = ProbingWorld();
        world.ProbeResult = null;

        await AskValidatedAsync(world);
        world.Clock.Advance(TimeSpan.FromMinutes(9));
        await AskValidatedAsync(world);
        Assert.Single(world.Probed);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskValidatedAsync(world);
        Assert.Equal(2, world.Probed.Count);
    }

    [Fact]
    public async Task Probe_OfAnAddressNotValidated_NeverHappens()
    {
        using var world = ProbingWorld();

        await world.AskAsync(Name, client: Client);
        await world.AskAsync(new Ask(Name, RecordType.A).WithSubnet("1.1.1.0", 24), Client);
        await world.AskAsync(new Ask(Name, RecordType.A).WithCookie(new byte[24]), Client);
        Assert.Empty(world.Probed);
    }

    [Fact]
    public async Task Probe_NotSwitchedOn_NeverHappens()
    {
        using var world = new World(self: "9.9.9.1");
        await AskValidatedAsync(world);

        Assert.Empty(world.Probed);
    }

    [Theory]
    [InlineData("router 9.8.7.1")]
    [InlineData("routers 9.8.7.0/24")]
    [InlineData("router 9.8.6.1")]
    public async Task Probe_ThatFindsRouters_LeadsToTheNodesBehindThem(string hint)
    {
        using var world = ProbingWorld();
        world.ProbeResult = new ProbeReport(Far, [IPAddress.Parse("9.8.6.1"), IPAddress.Parse("9.8.7.1")]);
        world.AddMany("10.0.0", 8, ClusterLevel.Global);
        await LeaveAsync(world, world.Add("10.9.0.1"), hint);

        await AskValidatedAsync(world);
        Assert.Equal("10.9.0.1", (await AskValidatedAsync(world)).Answers[0].Data);
    }

    [Fact]
    public async Task Probe_ThatFindsRouters_LooksFirstBehindTheNearestToTheResolver()
    {
        using var world = ProbingWorld();
        world.ProbeResult = new ProbeReport(Far, [IPAddress.Parse("9.8.6.1"), IPAddress.Parse("9.8.7.1")]);
        await LeaveAsync(world, world.Add("10.8.0.1"), "router 9.8.6.1");
        foreach (var node in world.AddMany("10.9.0", ResolverDiscovery.MaxNodes))
        {
            await LeaveAsync(world, node, "router 9.8.7.1");
        }

        await AskValidatedAsync(world);
        for (var i = 0; i < 20; i++)
        {
            var answer = await world.AskAsync($"www{i}.com.cdn.example", client: Client);
            Assert.All(answer.Answers, record => Assert.StartsWith("10.9.0.", record.Data, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Probe_ThatFindsRouters_NamesNoneOfTheDeadBehindThem()
    {
        using var world = ProbingWorld();
        world.ProbeResult = new ProbeReport(Far, [IPAddress.Parse("9.8.7.1")]);
        var near = world.Add("10.9.0.1");
        await LeaveAsync(world, near, "router 9.8.7.1");
        world.Living.Remove(near.Id);

        await AskValidatedAsync(world);
        Assert.Equal("9.9.9.1", Assert.Single((await AskValidatedAsync(world)).Answers).Data);
    }

    [Theory]
    [InlineData(80, false, 1)]
    [InlineData(80, true, 0)]
    [InlineData(8, false, 0)]
    public async Task Probe_OfAMeasuredResolver_IsSentWhereItIsFar(int milliseconds, bool isHinted, int probes)
    {
        using var world = ProbingWorld();
        if (isHinted)
        {
            world.Add("8.8.4.99", ClusterLevel.Global);
        }

        await world.MeasureAsync(Client, milliseconds);
        await AskValidatedAsync(world);
        Assert.Equal(probes, world.Probed.Count);
    }

    [Fact]
    public async Task Probe_WhileALookUpRuns_ComesAfterIt()
    {
        using var world = ProbingWorld();
        var gate = new TaskCompletionSource();
        world.LookUps = gate.Task;
        await AskValidatedAsync(world);
        Assert.Empty(world.Probed);

        gate.SetResult();
        await AskValidatedAsync(world);
        Assert.Single(world.Probed);
    }

    private static World ProbingWorld() => new(new DnsOptions { Probe = true, TruncateUnknown = false }, "9.9.9.1");

    private static async Task<ReadMessage> AskValidatedAsync(World world)
    {
        var ask = new Ask(Name, RecordType.A);
        var cookie = (await world.AskAsync(ask.WithCookie(new byte[8]), Client)).Options[10];
        return await world.AskAsync(ask.WithCookie(cookie), Client);
    }

    private static ValueTask<PutResult> LeaveAsync(World world, NodeContact node, string hint)
    {
        var other = new MemoryContentIndex(node.Id, world.Network);
        var value = new Pointer(node, PointerFlags.None, Digest: default, Length: 0).Encode();
        return other.PutAsync(Key.Of(hint), value, TimeSpan.FromHours(1), LevelRange.All, CancellationToken.None);
    }
}
