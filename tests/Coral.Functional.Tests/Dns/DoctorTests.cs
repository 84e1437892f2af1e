using System.Net;
using Coral.Functional.Tests.Dns.Fixtures;
using Coral.Node.Diagnosis;
using Coral.Node.Hosting;

namespace Coral.Functional.Tests.Dns;

/// <summary>Delegations at a registry of Knot's, seen through resolvers of others.</summary>
public sealed class DoctorTests
{
    private const string Right = """
        coral NS ns.infra
        infra NS ns.infra
        ns.infra A OURS
        """;

    private const string Broken = """
        coral NS ns.elsewhere
        infra NS ns.infra
        ns.infra A NOBODY
        """;

    [Theory(Timeout = 120_000)]
    [InlineData("unbound")]
    [InlineData("bind")]
    public async Task Examine_OfARightDelegation_FailsNothing(string program)
    {
        var findings = await ExamineAsync(program, Right);

        Assert.DoesNotContain(findings, finding => finding.Kind == FindingKind.Fail);
        Assert.Contains(
            Texts(findings, FindingKind.Ok),
            text => text == "coral.test: the parent zone delegates it to ns.infra.test, as configured on the node"
        );
        Assert.Contains(
            Texts(findings, FindingKind.Ok),
            text => text.StartsWith("infra.test: the glue of ns.infra.test is 127.", StringComparison.Ordinal)
        );
        Assert.Contains(
            Texts(findings, FindingKind.Ok),
            text => text.EndsWith("coral.test is a DNAME to http.l2.l1.l0.infra.test", StringComparison.Ordinal)
        );
        Assert.Equal(
            2,
            findings.Count(finding => finding.Text.StartsWith("responds on 53/", StringComparison.Ordinal))
        );
    }

    [Theory(Timeout = 120_000)]
    [InlineData("unbound")]
    [InlineData("bind")]
    public async Task Examine_OfABrokenDelegation_SaysWhatIsWrong(string program)
    {
        var fails = Texts(await ExamineAsync(program, Broken), FindingKind.Fail);

        Assert.Contains(
            "coral.test: the parent zone lists ns.elsewhere.test, which the node's configuration does not",
            fails
        );
        Assert.Contains(
            "coral.test: the node's configuration lists ns.infra.test, which the parent zone does not",
            fails
        );
        Assert.Contains("coral.test: the name server ns.elsewhere.test has no address", fails);
        Assert.Contains(
            fails,
            text => text.StartsWith("infra.test: the glue of ns.infra.test is ", StringComparison.Ordinal)
        );
        Assert.Contains(fails, text => text.Contains("no response on 53/udp from here", StringComparison.Ordinal));
        Assert.Contains(fails, text => text.Contains("no response on 53/tcp from here", StringComparison.Ordinal));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("unbound")]
    [InlineData("bind")]
    public async Task Examine_OfNoDelegation_SaysWhatToPutThere(string program)
    {
        var findings = await ExamineAsync(program, "");

        var missing = Assert.Single(
            findings,
            finding => finding.Subject == "coral.test" && finding.Text.StartsWith("it is not", StringComparison.Ordinal)
        );
        Assert.Equal(FindingKind.Fail, missing.Kind);
        Assert.Matches(
            @"^it is not delegated: the parent zone's name server 127\.[0-9.]+ has no NS records for it$",
            missing.Text
        );
        Assert.Matches(@"^enter at the registrar of coral\.test: NS ns\.infra\.test with address 127\.", missing.Fix);
    }

    private static IReadOnlyList<string> Texts(IReadOnlyList<Finding> findings, FindingKind kind) =>
        [.. findings.Where(finding => finding.Kind == kind).Select(finding => $"{finding.Subject}: {finding.Text}")];

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(string program, string delegations)
    {
        var (root, registry, ours) = (DnsAddress.Next(), DnsAddress.Next(), DnsAddress.Next());
        delegations = delegations.Replace("OURS", $"{ours}").Replace("NOBODY", $"{DnsAddress.Next()}");
        await using var dns = DnsUnderTest.StartHierarchy(new IPEndPoint(ours, 53));
        await using var above = await KnotServer.StartAsync(
            root,
            (".", Zone("root.", root, $"test. NS ns.test.", $"ns.test. A {registry}"))
        );
        await using var parent = await KnotServer.StartAsync(registry, ("test.", Zone("test.", registry, delegations)));
        await using var resolver = await Resolver.StartAsync(program, root);
        var request = new DelegationRequest("coral.test", "infra.test", dns.EndPoint, [resolver.EndPoint]);
        var doctor = new DelegationDoctor(request, new SystemTokenSource(), TimeProvider.System);
        return await doctor.ExamineAsync(TestContext.Current.CancellationToken);
    }

    private static string Zone(string home, IPAddress server, params string[] records) =>
        $"""
            $TTL 3600
            @ SOA ns.{home} host.{home} 1 3600 600 86400 300
            @ NS ns.{home}
            ns.{home} A {server}
            {string.Join('\n', records)}

            """;
}
