using System.Net;
using System.Text.Json;
using Coral.Cli.Tests.Fixtures;
using Coral.Dns.Configuration;

namespace Coral.Cli.Tests.Commands;

/// <summary><c>coral doctor</c> against a node, and another one that plays the parent of its zones.</summary>
public sealed class DoctorCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task Doctor_OnARightDelegation_FailsNothing()
    {
        var place = DnsAddress.Next();
        await using var node = await StartNodeAsync(place);
        await using var parent = await StartParentAsync(
            "coral NS ns.infra",
            "infra NS ns.infra",
            $"ns.infra A {place.Address}"
        );
        var run = await RunAsync(node, parent);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(
            "ok    coral.test: the parent zone delegates it to ns.infra.test, as configured on the node\n",
            run.Output
        );
        Assert.Contains(
            $"ok    infra.test: the glue of ns.infra.test is {place.Address}, as configured on the node\n",
            run.Output
        );
        Assert.Contains($"ok    ns.infra.test ({place.Address}): responds on 53/udp\n", run.Output);
        Assert.Contains($"ok    ns.infra.test ({place.Address}): responds on 53/tcp\n", run.Output);
        Assert.Contains("coral.test is a DNAME to http.l2.l1.l0.infra.test\n", run.Output);
        Assert.Contains(" 0 to fix\n", run.Output);
        Assert.DoesNotContain("fail", run.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Doctor_OnABrokenDelegation_SaysWhatToFixWithExitCode1()
    {
        var place = DnsAddress.Next();
        var nowhere = DnsAddress.Next().Address;
        await using var node = await StartNodeAsync(place);
        await using var parent = await StartParentAsync(
            "coral NS ns.other",
            $"ns.other A {nowhere}",
            "infra NS ns.infra",
            $"ns.infra A {nowhere}"
        );
        var run = await RunAsync(node, parent);

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains(
            "fail  coral.test: the parent zone lists ns.other.test, which the node's configuration does not; "
                + "fix: remove ns.other.test at the registrar",
            run.Output
        );
        Assert.Contains(
            "fail  coral.test: the node's configuration lists ns.infra.test, which the parent zone does not; fix: ",
            run.Output
        );
        Assert.Contains(
            $"fail  infra.test: the glue of ns.infra.test is {nowhere}, "
                + $"but the node is configured with {place.Address}; fix: ",
            run.Output
        );
        Assert.Contains($"fail  ns.infra.test ({nowhere}): no response on 53/udp from here: ", run.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Doctor_AsJson_IsAnArrayOfFindings()
    {
        await using var node = await StartNodeAsync(DnsAddress.Next());
        await using var parent = await StartParentAsync();
        var run = await RunAsync(node, parent, "--json");

        var first = JsonDocument.Parse(run.Output).RootElement[0];
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["kind", "subject", "text", "fix"], first.EnumerateObject().Select(property => property.Name));
        Assert.Equal("fail", first.GetProperty("kind").GetString());
        Assert.Contains("NS ns.infra.test with address 127.", first.GetProperty("fix").GetString());
    }

    [Theory]
    [InlineData("", "--zone is required")]
    [InlineData("--zone a..b", "--zone: ")]
    [InlineData("--zone a.b --infrastructure-zone -", "--infrastructure-zone: ")]
    [InlineData(
        "--zone a.b --server 127.0.0.1",
        "--server: '127.0.0.1' is not valid; it must be an address and a port"
    )]
    [InlineData("--zone a.b --dns 127.0.0.1:0", "--dns: '127.0.0.1:0' is not valid")]
    [InlineData("--zone a.b c", "unexpected argument 'c'")]
    public async Task Doctor_WithAnInvalidArgument_IsOneLineAndExitCode2(string words, string problem)
    {
        var run = await CommandRun.RunAsync(["doctor", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Matches(@"^coral doctor: [^\n]*\n$", run.Error);
        Assert.Contains(problem, run.Error);
    }

    private static Task<LocalNode> StartNodeAsync(IPEndPoint place) =>
        LocalNode.StartAsync(
            place,
            new DnsOptions { InfrastructureZone = "infra.test", NameServers = [$"ns.infra.test={place.Address}"] },
            "coral.test"
        );

    private static Task<LocalNode> StartParentAsync(params string[] records) =>
        LocalNode.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), new DnsOptions { Records = records }, "test");

    private static Task<CommandRun> RunAsync(LocalNode node, LocalNode parent, params string[] words) =>
        CommandRun.RunAsync([
            "doctor",
            "--zone",
            "coral.test",
            "--infrastructure-zone",
            "infra.test",
            "--dns",
            node.DnsEndPoint,
            "--server",
            parent.DnsEndPoint,
            .. words,
        ]);
}
