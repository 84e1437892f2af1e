using System.Net;
using System.Text;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Answering;
using Coral.Dns.Configuration;
using Coral.Dns.Queries;
using Coral.Dns.Redirection;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Answering;

/// <summary>Explanations of answers.</summary>
public sealed class WhyTests : IDisposable
{
    private const string Name = "www.x.com.cdn.example";
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Explain_OfAName_SaysWhoWasConsideredAndWhatBecameOfThem()
    {
        var near = _world.AddMany("10.2.0", 2, ClusterLevel.Near);
        var far = _world.AddMany("10.0.0", 3, ClusterLevel.Global);
        _world.Say(near[1], report => report with { Conditions = NodeConditions.Overloaded });
        _world.Living.Remove(far[0].Id);
        _world.Say(far[1], report => report with { Conditions = NodeConditions.Leaving });
        await _world.MeasureAsync("198.51.100.7", 12.5);

        var decision = await ExplainAsync("198.51.100.9");
        Assert.Equal("198.51.100.0/24", decision.Subject.ToString());
        Assert.Equal("198.51.100.0/24", decision.Measured.ToString());
        Assert.Equal((12.5, RoundTripSource.Tcp), (decision.RoundTrip!.Value.TotalMilliseconds, decision.Source));
        Assert.Equal(ClusterLevel.Near, decision.Level);
        Assert.Equal(
            [
                (near[1].Id, CandidateOutcome.Overloaded),
                (near[0].Id, CandidateOutcome.Chosen),
                (_world.Self.Id, CandidateOutcome.Chosen),
                (far[0].Id, CandidateOutcome.Silent),
                (far[1].Id, CandidateOutcome.Leaving),
                (far[2].Id, CandidateOutcome.Chosen),
            ],
            decision.Candidates.Select(node => (node.Id, node.Outcome)).OrderBy(node => Order(node.Id))
        );

        int Order(Core.Identity.NodeId id) =>
            Array.IndexOf([near[1].Id, near[0].Id, _world.Self.Id, far[0].Id, far[1].Id, far[2].Id], id);
    }

    [Fact]
    public async Task Explain_OfASubnetOfWhichNothingIsKnown_SaysThatTheRoundTripIsTheResolvers()
    {
        await _world.MeasureAsync("198.51.100.7", 12.5);
        var decision = await ExplainAsync("198.51.100.9", "192.0.2.0");

        Assert.Equal("192.0.2.0/24", decision.Subject.ToString());
        Assert.Equal("198.51.100.0/24", decision.Measured.ToString());
        Assert.Equal((12.5, RoundTripSource.Tcp), (decision.RoundTrip!.Value.TotalMilliseconds, decision.Source));

        var text = Encoding.ASCII.GetString(DecisionText.Strings(decision).Single());
        Assert.Contains("198.51.100.0/24 is 12.5 ms away (tcp), ", text, StringComparison.Ordinal);
        Assert.Contains(" for 192.0.2.0/24: level 2, ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_OfASubnetThatIsKnown_SaysThatTheRoundTripIsItsOwn()
    {
        await _world.MeasureAsync("198.51.100.7", 12.5);
        await _world.MeasureAsync("192.0.2.7", 95);
        var decision = await ExplainAsync("198.51.100.9", "192.0.2.0");

        Assert.Equal("192.0.2.0/24", decision.Measured.ToString());
        Assert.Equal(95, decision.RoundTrip!.Value.TotalMilliseconds);
    }

    [Fact]
    public async Task Explain_OfNetworksThatAreUnknown_NamesTheOneThatTheAnswerIsFor() =>
        Assert.Equal("192.0.2.0/24", (await ExplainAsync("198.51.100.9", "192.0.2.0")).Measured.ToString());

    [Theory]
    [InlineData((int)RecordType.A)]
    [InlineData((int)RecordType.AAAA)]
    public async Task Explain_OfNodesInAllClusters_ListsEachOnce(int type)
    {
        _world.AddMany("10.1.0", 2, ClusterLevel.Near, ClusterLevel.Regional, ClusterLevel.Global);
        var full = _world.Add("10.1.0.9", ClusterLevel.Near, ClusterLevel.Regional, ClusterLevel.Global);
        _world.Say(full, report => report with { Conditions = NodeConditions.Overloaded });
        await _world.MeasureAsync("198.51.100.7", 12.5);

        var decision = await ExplainAsync("198.51.100.9", type: (RecordType)type);

        Assert.Equal(4, decision.Candidates.Count);
        Assert.Equal(4, decision.Candidates.Select(node => node.Id).Distinct().Count());
        var (expected, fateOfFull) =
            type == (int)RecordType.A
                ? (CandidateOutcome.Chosen, CandidateOutcome.Overloaded)
                : (CandidateOutcome.OtherFamily, CandidateOutcome.OtherFamily);
        Assert.Equal(fateOfFull, decision.Candidates.Single(node => node.Id == full.Id).Outcome);
        Assert.All(decision.Candidates.Where(node => node.Id != full.Id), node => Assert.Equal(expected, node.Outcome));
    }

    [Fact]
    public void OnceEach_OfNodesConsideredAgain_KeepsTheFirstReasonOrThatTheyWereChosen()
    {
        var (one, two) = (_world.Add("10.1.0.1"), _world.Add("10.1.0.2"));
        var kept = DecisionCandidate.OnceEach([
            Of(one, null, CandidateOutcome.Silent),
            Of(two, null, CandidateOutcome.OtherFamily),
            Of(one, ClusterLevel.Near, CandidateOutcome.Chosen),
            Of(two, ClusterLevel.Near, CandidateOutcome.Overloaded),
            Of(one, ClusterLevel.Global, CandidateOutcome.Silent),
        ]);

        Assert.Equal(
            [Of(two, null, CandidateOutcome.OtherFamily), Of(one, ClusterLevel.Near, CandidateOutcome.Chosen)],
            kept
        );

        static DecisionCandidate Of(NodeContact node, ClusterLevel? level, CandidateOutcome outcome) =>
            new(node.Id, node.Address, level, outcome);
    }

    [Theory]
    [InlineData("com.cdn.example")]
    [InlineData("x.0x1.cdn.example")]
    [InlineData("www.example.org")]
    public async Task Explain_OfNoCoralizedName_IsNothing(string name) =>
        Assert.Null(
            await _world.Server.ExplainAsync(
                DnsName.Parse(name),
                NodeAddress.From(IPAddress.Loopback, 53),
                subnet: null,
                RecordType.A,
                CancellationToken.None
            )
        );

    [Fact]
    public async Task Answer_WhyFromAnAllowedAddress_TellsIt()
    {
        _world.AddMany("10.2.0", 2, ClusterLevel.Near);
        await _world.AskAsync(Name, client: "127.0.0.1");

        var answer = await _world.AskAsync("why." + Name, RecordType.TXT, "127.0.0.1");
        var text = Assert.Single(answer.Answers);
        Assert.Equal(0u, text.Seconds);
        Assert.Contains("127.0.0.0/24 is 0.0 ms away (loopback)", text.Data, StringComparison.Ordinal);
        Assert.Contains("10.2.0.1:7400", text.Data, StringComparison.Ordinal);
        Assert.Contains("chosen", text.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WhyBelowADname_IsExplainedBeforeIt()
    {
        using var world = new World(new DnsOptions { InfrastructureZone = "infra.test" });

        var answer = await world.AskAsync("why." + Name, RecordType.TXT, "127.0.0.1");
        Assert.Equal("TXT", Assert.Single(answer.Answers).Type);
    }

    [Fact]
    public async Task Answer_WhyFromElsewhere_IsAnOrdinaryName()
    {
        var answer = await _world.AskAsync("why." + Name, RecordType.TXT);

        Assert.Empty(answer.Answers);
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.NotEmpty((await _world.AskAsync("why." + Name)).Answers);
    }

    private async Task<Decision> ExplainAsync(string resolver, string? subnet = null, RecordType type = RecordType.A)
    {
        var decision = await _world.Server.ExplainAsync(
            DnsName.Parse(Name),
            NodeAddress.From(IPAddress.Parse(resolver), 53),
            subnet is null ? null : new ClientSubnet(1, 24, NodeAddress.From(IPAddress.Parse(subnet), 0)),
            type,
            CancellationToken.None
        );
        Assert.NotNull(decision);
        return decision;
    }
}
