using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Coral.Cli.Tests.Fixtures;
using Coral.Dns.Configuration;

namespace Coral.Cli.Tests.Commands;

/// <summary><c>coral dig</c> against a node of this process.</summary>
public sealed class DigCommandTests
{
    private const string Name = "www.x.com.coral.test";

    [Fact(Timeout = 60_000)]
    public async Task Dig_ACoralizedName_ShowsTheAnswerAndTheDecision()
    {
        await using var node = await StartAsync();
        var run = await RunAsync(node, Name);

        var contact = node.Node.Contact;
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            $"""
            {Name}  60  A  127.0.0.1

            resolver    127.0.0.1
            round trip  127.0.0.0/24: 0 ms, because it is on the node's own machine
            hints       127.0.0.0/24: not looked up yet
            level       2

            CANDIDATE                                 ADDRESS          FOUND BY  RESULT
            {contact.Id}  {contact.Address, -15}  level 2   chosen

            """,
            run.Output
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Dig_ForAResolverFarAway_IsOfLevel0()
    {
        await using var node = await StartAsync();
        var run = await RunAsync(node, Name, "--resolver", "192.0.2.53", "--subnet", "198.51.100.0/24");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"{Name}  30  A  127.0.0.1\n", run.Output);
        Assert.Contains("\nresolver    192.0.2.53 for 198.51.100.0/24\n", run.Output);
        Assert.Contains("\nround trip  198.51.100.0/24: unknown\n", run.Output);
        Assert.Contains("\nlevel       0\n", run.Output);
        Assert.Contains("  hint or self  chosen\n", run.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Dig_ForASubnetOfWhichNothingIsKnown_SaysWhoseRoundTripCounts()
    {
        await using var node = await StartAsync();
        var run = await RunAsync(node, Name, "--subnet", "198.51.100.0/24");

        Assert.Contains("\nround trip  127.0.0.0/24: 0 ms, ", run.Output);
        Assert.Contains("\nhints       198.51.100.0/24: ", run.Output);

        run = await RunAsync(node, Name, "--subnet", "198.51.100.0/24", "--json");
        var known = JsonDocument.Parse(run.Output).RootElement.GetProperty("known");
        Assert.Equal("127.0.0.0/24", known.GetProperty("network").GetString());
        Assert.Equal("198.51.100.0/24", known.GetProperty("hintsNetwork").GetString());
    }

    [Fact(Timeout = 60_000)]
    public async Task Dig_ForAFamilyThatNoNodeHas_ListsTheReasons()
    {
        await using var node = await StartAsync();
        var run = await RunAsync(node, Name, "--type", "AAAA");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"{Name} has no AAAA record for this resolver\n", run.Output);
        Assert.Contains("skipped: its address is of the other family (IPv4, IPv6)\n", run.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Dig_AsJson_IsWhatTheNodeSays()
    {
        await using var node = await StartAsync();
        var run = await RunAsync(node, Name, "--resolver", "127.0.0.2", "--json");

        var view = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["name", "type", "resolver", "subnet", "answer", "known", "level", "candidates"],
            view.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal("127.0.0.1", view.GetProperty("answer").GetProperty("addresses")[0].GetString());
        Assert.Equal(60, view.GetProperty("answer").GetProperty("ttlSeconds").GetDouble());
        Assert.Equal("loopback", view.GetProperty("known").GetProperty("source").GetString());
        Assert.Equal("chosen", view.GetProperty("candidates")[0].GetProperty("fate").GetString());
    }

    [Fact(Timeout = 60_000)]
    public async Task Dig_AndTheTextRecordForWhy_AgreeOnTheLevelAndTheNode()
    {
        await using var node = await StartAsync();
        var run = await RunAsync(node, Name);
        var place = node.Node.Listening.Of("--dns")[0];
        using var dig = Process.Start(
            new ProcessStartInfo("dig", [$"@{place.Address}", "-p", $"{place.Port}", "+short", $"why.{Name}", "TXT"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        var text = await dig.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        var contact = node.Node.Contact;
        Assert.Contains("\nlevel       2\n", run.Output);
        Assert.Contains(": level 2, for 1m\"", text);
        Assert.Contains($"\"{contact.Address} {contact.Id.ToString()[..8]} level 2 chosen\"", text);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("coral.example", "does not lead to proxies")]
    [InlineData("x.coral.test", "does not lead to proxies")]
    public async Task Dig_ANameThatLeadsNowhere_SaysSoWithExitCode1(string name, string problem)
    {
        await using var node = await StartAsync();
        var run = await RunAsync(node, name);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Matches(@"^coral dig: [^\n]*\n$", run.Error);
        Assert.Contains(problem, run.Error);
    }

    [Fact(Timeout = 60_000)]
    public async Task Dig_OnANodeWithoutDns_SaysSo()
    {
        await using var node = await LocalNode.StartAsync(new IPEndPoint(IPAddress.Loopback, 1));
        var run = await RunAsync(node, Name);

        Assert.Equal((1, "coral dig: This node has no DNS server.\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("", "missing argument NAME")]
    [InlineData("a..b", "NAME: ")]
    [InlineData("a.b --resolver here", "--resolver: 'here' is not valid; it must be an IP address")]
    [InlineData("a.b --subnet 192.0.2.0/99", "--subnet: '192.0.2.0/99' is not valid; it must be a network such as")]
    [InlineData("a.b --type MX", "--type: 'MX' is not valid; it must be A or AAAA")]
    public async Task Dig_WithAnInvalidArgument_IsOneLineAndExitCode2(string words, string problem)
    {
        var run = await CommandRun.RunAsync(["dig", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Matches(@"^coral dig: [^\n]*\n$", run.Error);
        Assert.Contains(problem, run.Error);
    }

    private static Task<LocalNode> StartAsync() =>
        LocalNode.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), new DnsOptions(), "coral.test");

    private static Task<CommandRun> RunAsync(LocalNode node, params string[] words) =>
        CommandRun.RunAsync(["dig", .. words, "--admin", node.AdminUrl]);
}
