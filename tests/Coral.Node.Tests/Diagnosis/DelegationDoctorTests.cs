using System.Net;
using Coral.Dns.Wire;
using Coral.Node.Diagnosis;
using Coral.Node.Hosting;

namespace Coral.Node.Tests.Diagnosis;

/// <summary>
/// What scripted servers say; whole delegations are tested with the command, on nodes that hold the zones.
/// </summary>
public sealed class DelegationDoctorTests
{
    private const string Server = "ns.coral.test";
    private const string Elsewhere = "ns.elsewhere.test";

    [Fact(Timeout = 60_000)]
    public async Task Examine_WithoutGlue_NamesTheAddressToGiveTheRegistrar()
    {
        await using var parent = Parent([]);
        await using var node = Node();
        var findings = await ExamineAsync(parent, node.EndPoint);

        var glue = Assert.Single(findings, finding => finding.Text == $"the parent zone has no glue for {Server}");
        Assert.Equal(
            (FindingKind.Fail, $"give the registrar the address of {Server}: 127.0.0.1"),
            (glue.Kind, glue.Fix)
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Examine_OtherGlueThanTheNodes_NamesEveryAddressOfIt()
    {
        await using var parent = Parent([
            [127, 0, 0, 1],
            [127, 0, 0, 2],
        ]);
        await using var node = Node();
        var findings = await ExamineAsync(parent, node.EndPoint);

        const string Fix = "change it at the registrar, or set ns.coral.test=127.0.0.1 and ns.coral.test=127.0.0.2";
        var glue = Assert.Single(
            findings,
            finding => finding.Text.StartsWith("the glue of ", StringComparison.Ordinal)
        );
        Assert.StartsWith(Fix, glue.Fix, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Examine_MoreAddressesThanItLooksAt_SaysSo()
    {
        await using var parent = Parent([
            .. Enumerable.Range(1, 17).Select(last => new byte[] { 127, 0, 0, (byte)last }),
        ]);
        await using var node = Node();
        var findings = await ExamineAsync(parent, node.EndPoint);

        const string Text = "checked only 16 of 17 addresses of name servers";
        Assert.Contains(findings, finding => finding.Kind == FindingKind.Warn && finding.Text == Text);
        Assert.Equal(16, findings.Count(finding => finding.Text.Contains("/tcp from here", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Examine_WhereTheNodeDoesNotHoldTheZone_SaysHowToStartIt()
    {
        await using var parent = Parent([
            [127, 0, 0, 1],
        ]);
        await using var node = new ScriptedServer((_, _) => new ScriptedAnswer(ResponseCode.Refused, false));
        var findings = await ExamineAsync(parent, node.EndPoint);

        Assert.Equal(
            Finding.Fail(
                "coral.test",
                $"the node on {node.EndPoint} does not serve this zone (Refused)",
                "start the node with `coral run --zone coral.test`, or use --dns to say where it answers DNS"
            ),
            findings[0]
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Examine_WhereNamesLeadNowhere_FailsThat()
    {
        await using var parent = Parent([
            [127, 0, 0, 1],
        ]);
        await using var node = Node();
        var findings = await ExamineAsync(parent, node.EndPoint);

        Assert.Equal((FindingKind.Fail, "names below it resolve to no proxy"), (findings[^1].Kind, findings[^1].Text));
    }

    [Fact(Timeout = 60_000)]
    public async Task Examine_WhereTheServerRefuses_DoesNotSayThatItIsNotDelegated()
    {
        await using var stranger = new ScriptedServer((_, _) => new ScriptedAnswer(ResponseCode.Refused, false));
        await using var node = Node();
        var findings = await ExamineAsync(stranger, node.EndPoint);

        Assert.Equal(
            Finding.Fail(
                "coral.test",
                "cannot look up its delegation: resolvers find no NS records for it (Refused)",
                "use --server to name a resolver that responds, or a name server of the parent zone"
            ),
            findings[0]
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Examine_WithoutAnInfrastructureZone_TakesTheOneThatTheNodesDnameLeadsTo()
    {
        await using var parent = Parent([
            [127, 0, 0, 1],
        ]);
        await using var node = Node("http.l2.l1.l0.infra.test");
        var findings = await ExamineAsync(parent, node.EndPoint);

        Assert.Contains(findings, finding => finding.Subject == "infra.test");
        Assert.Contains(findings, finding => finding.Text == "coral.test is a DNAME to http.l2.l1.l0.infra.test");
        Assert.Equal("names below it resolve to 8.8.8.8, a public address", findings[^1].Text);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(ResponseCode.Refused, null, "Refused")]
    [InlineData(ResponseCode.NoError, RecordType.NS, "it refers to other servers")]
    public async Task Examine_WhereTheParentDoesNotTellOfANameServerElsewhere_SaysThatItCannotBeSeenFromThere(
        ResponseCode code,
        RecordType? authority,
        string why
    )
    {
        await using var parent = ParentOfAServerElsewhere(code, authority);
        await using var node = Node();
        var findings = await ExamineAsync(parent, node.EndPoint);

        Assert.Contains(
            Finding.Warn(
                "coral.test",
                $"the queried server does not know the address of the name server {Elsewhere}: {why}",
                "query a resolver, which follows referrals: omit --server, or name a resolver with it"
            ),
            findings
        );
        Assert.DoesNotContain(findings, finding => finding.Text.Contains("no address", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task Examine_WhereTheParentDoesNotTellButTheNodeKnows_LooksAtTheServerThere()
    {
        await using var parent = ParentOfAServerElsewhere(ResponseCode.Refused, authority: null);
        await using var node = new ScriptedServer(
            (name, type) =>
                (name, type) switch
                {
                    ("coral.test", RecordType.NS) => Answer(
                        (Section.Answer, name, type, ScriptedAnswer.Name(Elsewhere))
                    ),
                    (Elsewhere, RecordType.A) => Answer((Section.Answer, name, type, [127, 0, 0, 1])),
                    _ => Answer(),
                }
        );
        var findings = await ExamineAsync(parent, node.EndPoint);

        Assert.Contains(Finding.Ok($"{Elsewhere} (127.0.0.1)", $"responds on {node.EndPoint.Port}/udp"), findings);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(ResponseCode.NoError)]
    [InlineData(ResponseCode.NameError)]
    public async Task Examine_WhereANameServerElsewhereHasNoAddress_SaysSo(ResponseCode code)
    {
        await using var parent = ParentOfAServerElsewhere(code, RecordType.SOA);
        await using var node = Node();
        var findings = await ExamineAsync(parent, node.EndPoint);

        const string Fix = $"add an A or AAAA record for {Elsewhere} to its own zone";
        Assert.Contains(Finding.Fail("coral.test", $"the name server {Elsewhere} has no address", Fix), findings);
    }

    [Fact(Timeout = 60_000)]
    public async Task Examine_WhereANameServersAddressCannotBeFound_FailsAndSaysWhy()
    {
        await using var resolver = ParentOfAServerElsewhere(ResponseCode.ServerFailure, authority: null);
        await using var node = Node();
        var findings = await ExamineAsync(resolver, node.EndPoint);

        const string Text = $"cannot look up the address of the name server {Elsewhere}: ServerFailure";
        Assert.Single(findings, finding => finding.Kind == FindingKind.Fail && finding.Text == Text);
    }

    /// <summary>Delegates the zone to a server whose address it is asked for, and answers that so.</summary>
    private static ScriptedServer ParentOfAServerElsewhere(ResponseCode code, RecordType? authority) =>
        new(
            (name, _) =>
                name != Elsewhere
                    ? new ScriptedAnswer(
                        ResponseCode.NoError,
                        false,
                        (Section.Authority, "coral.test", RecordType.NS, ScriptedAnswer.Name(Elsewhere))
                    )
                : authority is { } type
                    ? new ScriptedAnswer(
                        code,
                        false,
                        (
                            Section.Authority,
                            "test",
                            type,
                            type == RecordType.NS ? ScriptedAnswer.Name("ns.test") : ScriptedAnswer.Start("ns.test", 1)
                        )
                    )
                : new ScriptedAnswer(code, false)
        );

    /// <summary>Delegates the zone, with these addresses as glue.</summary>
    private static ScriptedServer Parent(IReadOnlyList<byte[]> glue) =>
        new(
            (_, _) =>
                new ScriptedAnswer(
                    ResponseCode.NoError,
                    false,
                    [
                        (Section.Authority, "coral.test", RecordType.NS, ScriptedAnswer.Name(Server)),
                        .. glue.Select(address => (Section.Additional, Server, RecordType.A, address)),
                    ]
                )
        );

    /// <summary>Holds the zone, and knows a proxy only below the target of its DNAME.</summary>
    private static ScriptedServer Node(string? target = null) =>
        new(
            (name, type) =>
                (name, type) switch
                {
                    ("coral.test", RecordType.NS) => Answer((Section.Answer, name, type, ScriptedAnswer.Name(Server))),
                    ("coral.test", RecordType.SOA) => Answer(
                        (Section.Answer, name, type, ScriptedAnswer.Start(Server, 1))
                    ),
                    (Server, RecordType.A) => Answer((Section.Answer, name, type, [127, 0, 0, 1])),
                    ("coral.test", RecordType.DNAME) when target is not null => Answer(
                        (Section.Answer, name, type, ScriptedAnswer.Name(target))
                    ),
                    ("doctor.invalid.http.l2.l1.l0.infra.test", RecordType.A) => Answer(
                        (Section.Answer, name, type, [8, 8, 8, 8])
                    ),
                    _ => Answer(),
                }
        );

    private static ScriptedAnswer Answer(params IReadOnlyList<(Section, string, RecordType, byte[])> records) =>
        new(ResponseCode.NoError, true, records);

    private static Task<IReadOnlyList<Finding>> ExamineAsync(ScriptedServer parent, IPEndPoint node)
    {
        var request = new DelegationRequest("coral.test", null, node, [parent.EndPoint]) { NameServerPort = node.Port };
        var doctor = new DelegationDoctor(request, new SystemTokenSource(), TimeProvider.System);
        return doctor.ExamineAsync(TestContext.Current.CancellationToken);
    }
}
