using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Coral.Cli.Tests.Fixtures;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Cli.Tests.Commands;

/// <summary><c>coral index</c> against a node of this process.</summary>
public sealed class IndexCommandTests
{
    private const string Cost = @"\d+ hops?, \d levels?, \d+ RPCs?, \d+\.\d ms\n$";

    [Fact(Timeout = 60_000)]
    public async Task PutThenGet_OnANode_ShowsTheValueAndWhatItCost()
    {
        await using var node = await StartAsync();
        var put = await RunAsync(node, "put", "greeting", "hello", "--ttl", "10m");
        var get = await RunAsync(node, "get", "greeting");

        Assert.Equal((0, ""), (put.ExitCode, put.Error));
        Assert.StartsWith($"key     {Key.Of("greeting")}\nstored  at level ", put.Output);
        Assert.Matches(Cost, put.Output);
        Assert.Equal((0, ""), (get.ExitCode, get.Error));
        Assert.Matches(@"^VALUE +OWNER +LEFT\nhello  [0-9a-f]{40}  \d+\.\d s\nfound at level \d; ", get.Output);
        Assert.Matches(Cost, get.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task PutThenGet_AsJson_IsWhatTheNodeSays()
    {
        await using var node = await StartAsync();
        var put = await RunAsync(node, "put", "k", "v", "--ttl", "90s", "--json");
        var get = await RunAsync(node, "get", "k", "--level", "0", "--json");

        var stored = JsonDocument.Parse(put.Output).RootElement;
        Assert.Equal(Key.Of("k").ToString(), stored.GetProperty("key").GetString());
        Assert.True(stored.GetProperty("walk").GetProperty("milliseconds").GetDouble() >= 0);
        var value = JsonDocument.Parse(get.Output).RootElement.GetProperty("values")[0];
        Assert.Equal("v", value.GetProperty("text").GetString());
        Assert.InRange(value.GetProperty("remainingSeconds").GetDouble(), 0, 90);
    }

    [Fact(Timeout = 60_000)]
    public async Task Get_OfAValueThatNoTerminalShouldSee_IsHexadecimal()
    {
        await using var node = await StartAsync();
        await node.Node.Content.PutAsync(
            Key.Of("k"),
            "\e[2J"u8.ToArray(),
            TimeSpan.FromMinutes(1),
            LevelRange.All,
            TestContext.Current.CancellationToken
        );

        Assert.Contains("\n0x1b5b324a  ", (await RunAsync(node, "get", "k")).Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Get_OfNothing_SaysSoWithExitCode1()
    {
        await using var node = await StartAsync();
        var run = await RunAsync(node, "get", "nothing");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("nothing found; ", run.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task LevelsAndNodes_OfANode_AreTables()
    {
        await using var node = await StartAsync();
        var levels = await RunAsync(node, "levels");
        var nodes = await RunAsync(node, "nodes", "--level", "0", "--near", "127.0.0.1");

        Assert.StartsWith(
            $"node {node.Node.Contact.Id} at {node.Node.Contact.Address}\nLEVEL  DIAMETER",
            levels.Output
        );
        Assert.Matches($"\n0 +- +{new string('0', 40)}  1\n", levels.Output);
        Assert.Matches(Cost, levels.Output);
        Assert.StartsWith("NODE  ADDRESS  HTTP  PEER  DNS\n0 nodes at level 0; ", nodes.Output);
        Assert.Matches(Cost, nodes.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Any_WhereNoNodeListens_SaysWhatToDo()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = silent.LocalEndPoint!.ToString()!;
        var run = await CommandRun.RunAsync("index", "levels", "--admin", $"http://{address}");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Matches(
            $@"^coral index levels: no node responds on {address} \([^\n]+\); start one with `coral run`[^\n]+\n$",
            run.Error
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Put_ForTooLong_IsRefusedByTheNode()
    {
        await using var node = await StartAsync();
        var run = await RunAsync(node, "put", "k", "v", "--ttl", "2d");

        Assert.Equal(
            (1, "coral index put: ttl must be a duration above 0 and of at most 1d, such as 1h.\n"),
            (run.ExitCode, run.Error)
        );
    }

    [Theory]
    [InlineData("put k v", "--ttl is required")]
    [InlineData("put k v --ttl 60", "--ttl: '60' is not valid; it must be a number and a unit")]
    [InlineData("get k --level 3", "--level: '3' is not valid; it must be 0, 1 or 2")]
    [InlineData("nodes --near here", "--near: 'here' is not valid; it must be an IP address")]
    [InlineData("levels --admin 127.0.0.1:7480", "--admin: '127.0.0.1:7480' is not valid; it must be a URL such as")]
    [InlineData("", "a command is required")]
    public async Task Any_WithAnInvalidArgument_IsOneLineAndExitCode2(string words, string problem)
    {
        var run = await CommandRun.RunAsync(["index", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Matches(@"^coral index[^\n]*\n$", run.Error);
        Assert.Contains(problem, run.Error);
    }

    private static Task<LocalNode> StartAsync() => LocalNode.StartAsync(new IPEndPoint(IPAddress.Loopback, 1));

    private static Task<CommandRun> RunAsync(LocalNode node, params string[] words) =>
        CommandRun.RunAsync(["index", .. words, "--admin", node.AdminUrl]);
}
