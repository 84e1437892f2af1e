using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Queries;
using Coral.Dns.Redirection;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Redirection;

/// <summary>An overloaded node gets no clients as long as there is another node.</summary>
public sealed class OverloadTests : IDisposable
{
    private const string Name = "www.x.com.cdn.example";
    private const string Client = "198.51.100.7";
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Answer_AWholeClusterOverloaded_ComesFromTheNextLevel()
    {
        Say(NodeConditions.Overloaded, _world.AddMany("10.2.0", 4, ClusterLevel.Near));
        _world.AddMany("10.1.0", 4, ClusterLevel.Regional);
        _world.Own = _world.Own with { Conditions = NodeConditions.Overloaded };
        await _world.MeasureAsync(Client, 3);

        Assert.All(await NamedAsync(), address => Assert.StartsWith("10.1.0.", address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_OneHasRoom_IsThatOneAlone()
    {
        var nodes = _world.AddMany("10.0.0", 4, ClusterLevel.Global);
        Say(NodeConditions.Overloaded, nodes[1..]);
        _world.Own = _world.Own with { Conditions = NodeConditions.Overloaded };

        Assert.Equal(["10.0.0.1"], await NamedAsync());
    }

    [Fact]
    public async Task Answer_AllAreOverloaded_NamesThemRatherThanNone()
    {
        Say(NodeConditions.Overloaded, _world.AddMany("10.0.0", 2, ClusterLevel.Global));
        _world.Own = _world.Own with { Conditions = NodeConditions.Overloaded };

        Assert.Equal(["10.0.0.1", "10.0.0.2", "203.0.113.1"], (await NamedAsync()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(NodeConditions.Leaving)]
    [InlineData(NodeConditions.LocalOnly)]
    public async Task Answer_AllAreOverloaded_NamesNoIneligibleNode(NodeConditions conditions)
    {
        var nodes = _world.AddMany("10.0.0", 3, ClusterLevel.Global);
        Say(NodeConditions.Overloaded, nodes);
        Say(NodeConditions.Overloaded | conditions, nodes[..2]);
        _world.Own = _world.Own with { Conditions = conditions };

        Assert.Equal(["10.0.0.3"], await NamedAsync());
        Say(NodeConditions.Overloaded | conditions, nodes);
        _world.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(ResponseCode.ServerFailure, (await _world.AskAsync(Name)).Code);
    }

    [Fact]
    public async Task Answer_AaaaWhereTheOnlySuchNodeIsOverloaded_NamesIt()
    {
        _world.AddMany("10.0.0", 2, ClusterLevel.Global);
        Say(NodeConditions.Overloaded, _world.Add("2001:db8::5", ClusterLevel.Global));

        var answer = await _world.AskAsync(Name, RecordType.AAAA);
        Assert.Equal("2001:db8::5", Assert.Single(answer.Answers).Data);
    }

    [Fact]
    public async Task Explain_AllAreOverloaded_ListsThemAsTheyAreInTheAnswer()
    {
        var node = _world.Add("10.0.0.1", ClusterLevel.Global);
        var dead = _world.Add("10.0.0.2", ClusterLevel.Global);
        Say(NodeConditions.Overloaded, node);
        _world.Living.Remove(dead.Id);
        _world.Own = _world.Own with { Conditions = NodeConditions.Leaving };

        var decision = await _world.Server.ExplainAsync(
            DnsName.Parse(Name),
            NodeAddress.From(System.Net.IPAddress.Parse(Client), 53),
            subnet: null,
            RecordType.A,
            CancellationToken.None
        );
        Assert.Equal(
            [
                (node.Id, CandidateOutcome.Chosen),
                (_world.Self.Id, CandidateOutcome.Leaving),
                (dead.Id, CandidateOutcome.Silent),
            ],
            decision!.Candidates.Select(candidate => (candidate.Id, candidate.Outcome))
        );
    }

    [Fact]
    public async Task Answer_AllAreOverloaded_AllocatesNothing()
    {
        Say(NodeConditions.Overloaded, _world.AddMany("10.0.0", 16, ClusterLevel.Global));
        _world.Own = _world.Own with { Conditions = NodeConditions.Overloaded };
        Assert.Equal(3, (await NamedAsync()).Count());
        var query = new Ask(Name, RecordType.A).Bytes;
        var source = StaticServer.SourceOf(Client, DnsTransportKind.Udp);
        var response = new byte[1232];
        for (var i = 0; i < 100; i++)
        {
            Assert.True(_world.Server.Responder.Answer(query, source, response) > 0);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _world.Server.Responder.Answer(query, source, response);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Say(NodeConditions conditions, params NodeContact[] nodes)
    {
        foreach (var node in nodes)
        {
            _world.Say(node, report => report with { Conditions = conditions });
        }
    }

    private async Task<IEnumerable<string>> NamedAsync() =>
        (await _world.AskAsync(Name)).Answers.Select(record => record.Data);
}
