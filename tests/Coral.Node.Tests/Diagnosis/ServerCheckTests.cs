using System.Net;
using Coral.Dns.Wire;
using Coral.Node.Diagnosis;
using Coral.Node.Diagnosis.Queries;
using Coral.Node.Hosting;

namespace Coral.Node.Tests.Diagnosis;

/// <summary>One name server, scripted: reached over UDP, never over TCP.</summary>
public sealed class ServerCheckTests
{
    private static readonly DnsName Zone = DnsName.Parse("coral.test");
    private static readonly DnsName Server = DnsName.Parse("ns.coral.test");
    private static readonly DnsName Target = DnsName.Parse("http.l2.l1.l0.infra.test");
    private static readonly OwnZone Own = new(Zone, [Server], new Dictionary<DnsName, IReadOnlyList<IPAddress>>(), 7);

    [Fact(Timeout = 60_000)]
    public async Task Exam_OfAServerThatIsRight_FindsFaultWithItsTransportAndAddressOnly()
    {
        var findings = await RunAsync((_, type) => Right(type, "ns.coral.test", 7, Target));

        Assert.Equal(
            [FindingKind.Ok, FindingKind.Fail, FindingKind.Ok, FindingKind.Ok, FindingKind.Ok, FindingKind.Warn],
            findings.Select(finding => finding.Kind)
        );
        Assert.Contains("/tcp from here", findings[1].Text);
        Assert.Contains("its clock differs", findings[2].Text);
        Assert.Equal("serves coral.test, serial 7", findings[3].Text);
        Assert.Equal("coral.test is a DNAME to http.l2.l1.l0.infra.test", findings[4].Text);
        Assert.Equal("its address is a loopback address, not a public one", findings[5].Text);
        Assert.All(findings, finding => Assert.Equal(finding.Kind != FindingKind.Ok, finding.Fix is not null));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("ns.other.test", 7U, FindingKind.Fail, "lists ns.other.test for coral.test, not ns.coral.test")]
    [InlineData(
        "ns.coral.test",
        8U,
        FindingKind.Warn,
        "its copy of coral.test (serial 8) differs from the node's (serial 7)"
    )]
    public async Task Exam_OfAnotherContent_TellsWhatDiffers(string server, uint serial, FindingKind kind, string text)
    {
        var findings = await RunAsync((_, type) => Right(type, server, serial, Target));

        Assert.Contains(findings, finding => finding.Kind == kind && finding.Text == text);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(ResponseCode.Refused, false, "Refused, not authoritative")]
    [InlineData(ResponseCode.NoError, false, "NoError, not authoritative")]
    public async Task Exam_OfALameServer_FailsIt(ResponseCode code, bool isAuthoritative, string what)
    {
        var findings = await RunAsync((_, _) => new ScriptedAnswer(code, isAuthoritative));

        var lame = Assert.Single(
            findings,
            finding => finding.Text.Contains("does not serve", StringComparison.Ordinal)
        );
        Assert.Equal((FindingKind.Fail, $"does not serve coral.test ({what})"), (lame.Kind, lame.Text));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(null, "coral.test has no DNAME")]
    [InlineData("elsewhere.test", "coral.test is a DNAME to elsewhere.test, not http.l2.l1.l0.infra.test")]
    public async Task Exam_OfAWrongRedirection_FailsIt(string? target, string text)
    {
        var to = target is null ? null : DnsName.Parse(target);
        var findings = await RunAsync((_, type) => Right(type, "ns.coral.test", 7, to));

        Assert.Contains(findings, finding => finding.Kind == FindingKind.Fail && finding.Text == text);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(0, FindingKind.Ok)]
    [InlineData(-30, FindingKind.Warn)]
    [InlineData(30, FindingKind.Warn)]
    [InlineData(3600, FindingKind.Fail)]
    public async Task Exam_OfAClock_IsByTheTimeInTheCookie(int seconds, FindingKind kind)
    {
        var time = TimeProvider.System.GetUtcNow().AddSeconds(seconds);
        var findings = await RunAsync((_, type) => Right(type, "ns.coral.test", 7, Target) with { CookieTime = time });

        var clock = Assert.Single(findings, finding => finding.Text.Contains("clock", StringComparison.Ordinal));
        Assert.Equal(kind, clock.Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Exam_WithoutACookie_SaysThatTheClockIsNotChecked()
    {
        var findings = await RunAsync((_, type) => Right(type, "ns.coral.test", 7, Target) with { CookieTime = null });

        var clock = Assert.Single(findings, finding => finding.Text.Contains("clock", StringComparison.Ordinal));
        Assert.Equal(FindingKind.Warn, clock.Kind);
        Assert.Contains("not checked", clock.Text);
    }

    private static ScriptedAnswer Right(RecordType type, string server, uint serial, DnsName? target)
    {
        IReadOnlyList<(Section, string, RecordType, byte[])> records = type switch
        {
            RecordType.SOA => [(Section.Answer, "coral.test", type, ScriptedAnswer.Start(server, serial))],
            RecordType.NS => [(Section.Answer, "coral.test", type, ScriptedAnswer.Name(server))],
            RecordType.DNAME when target is not null => [(Section.Answer, "coral.test", type, [.. target.Wire])],
            _ => [],
        };
        return new ScriptedAnswer(ResponseCode.NoError, true, records) { CookieTime = TimeProvider.System.GetUtcNow() };
    }

    private static async Task<IReadOnlyList<Finding>> RunAsync(Func<string, RecordType, ScriptedAnswer?> script)
    {
        await using var server = new ScriptedServer(script);
        var client = new DnsClient(TimeProvider.System, new SystemTokenSource());
        return await new ServerCheck(client, server.EndPoint, Server, TimeProvider.System).RunAsync(
            [(Zone, Own)],
            (Zone, Target),
            TestContext.Current.CancellationToken
        );
    }
}
