using Coral.Dns.Wire;
using Coral.Node.Diagnosis;
using Coral.Node.Diagnosis.Queries;
using Coral.Node.Hosting;

namespace Coral.Node.Tests.Diagnosis;

/// <summary>The parent of a zone, found through a resolver or asked itself.</summary>
public sealed class PublicViewTests
{
    private static readonly DnsName Zone = DnsName.Parse("coral.example.test");

    private static readonly ScriptedAnswer Delegation = new(
        ResponseCode.NoError,
        false,
        (Section.Authority, "coral.example.test", RecordType.NS, ScriptedAnswer.Name("ns2.coral.example.test")),
        (Section.Authority, "coral.example.test", RecordType.NS, ScriptedAnswer.Name("ns1.coral.example.test")),
        (Section.Additional, "ns1.coral.example.test", RecordType.A, [192, 0, 2, 1])
    );

    private static readonly ScriptedAnswer Nothing = new(
        ResponseCode.NoError,
        true,
        (Section.Authority, "test", RecordType.SOA, ScriptedAnswer.Start("ns.test", 1))
    );

    [Fact(Timeout = 60_000)]
    public async Task Find_WithTheParentItself_TakesItsReferral()
    {
        await using var parent = new ScriptedServer((_, _) => Delegation);
        var (delegation, problem) = await FindAsync(parent, parent);

        Assert.Null(problem);
        Assert.Equal(
            ["ns1.coral.example.test", "ns2.coral.example.test"],
            delegation!.Servers.Select(server => $"{server}")
        );
        Assert.Equal(["192.0.2.1"], delegation.GlueOf(delegation.Servers[0]).Select(address => $"{address}"));
        Assert.Empty(delegation.GlueOf(delegation.Servers[1]));
    }

    [Fact(Timeout = 60_000)]
    public async Task Find_ThroughAResolver_QueriesTheParentThatItFinds()
    {
        await using var parent = new ScriptedServer((_, _) => Delegation);
        await using var resolver = new ScriptedServer(Resolve);
        var (delegation, _) = await FindAsync(resolver, parent);

        Assert.Equal(2, delegation!.Servers.Count);
        Assert.Equal(1, parent.Questions);
    }

    [Fact(Timeout = 60_000)]
    public async Task Find_WhereTheParentHasNoServersForIt_SaysSo()
    {
        await using var parent = new ScriptedServer((_, _) => Nothing);
        await using var resolver = new ScriptedServer(Resolve);
        var (delegation, problem) = await FindAsync(resolver, parent);

        Assert.Null(delegation);
        Assert.Equal("the parent zone's name server 127.0.0.1 has no NS records for it", problem);
    }

    [Fact(Timeout = 60_000)]
    public async Task Find_WhereTheParentsServerHoldsTheZoneToo_TakesItsAnswer()
    {
        await using var parent = new ScriptedServer(
            (name, type) =>
                new ScriptedAnswer(
                    ResponseCode.NoError,
                    true,
                    (Section.Answer, name, type, ScriptedAnswer.Name("ns.held.test"))
                )
        );
        await using var resolver = new ScriptedServer(Resolve);
        var (delegation, _) = await FindAsync(resolver, parent);

        Assert.Equal(["ns.held.test"], delegation!.Servers.Select(server => $"{server}"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Find_WithoutAResolver_SaysSo()
    {
        var view = new PublicView(new DnsClient(TimeProvider.System, new SystemTokenSource()), [], 53);
        var (_, problem, isCertain) = await view.FindAsync(Zone, TestContext.Current.CancellationToken);

        Assert.Equal(("no resolver is configured on this machine", false), (problem, isCertain));
    }

    /// <summary>The zone above lies in <c>test</c>, whose name server is on this machine.</summary>
    private static ScriptedAnswer Resolve(string name, RecordType type) =>
        (name, type) switch
        {
            ("coral.example.test", RecordType.NS) => new ScriptedAnswer(
                ResponseCode.NoError,
                false,
                (Section.Answer, name, type, ScriptedAnswer.Name("ns.child.test"))
            ),
            ("test", RecordType.NS) => new ScriptedAnswer(
                ResponseCode.NoError,
                false,
                (Section.Answer, name, type, ScriptedAnswer.Name("ns.test"))
            ),
            ("ns.test", RecordType.A) => new ScriptedAnswer(
                ResponseCode.NoError,
                false,
                (Section.Answer, name, type, [127, 0, 0, 1])
            ),
            _ => Nothing with { IsAuthoritative = false },
        };

    private static async Task<(Delegation? Delegation, string? Problem)> FindAsync(
        ScriptedServer asked,
        ScriptedServer parent
    )
    {
        var client = new DnsClient(TimeProvider.System, new SystemTokenSource());
        var view = new PublicView(client, [asked.EndPoint], parent.EndPoint.Port);
        var (delegation, problem, isCertain) = await view.FindAsync(Zone, TestContext.Current.CancellationToken);
        Assert.True(isCertain);
        return (delegation, problem);
    }
}
