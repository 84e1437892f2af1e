using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Coral.Cli.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Cli.Tests.Commands;

public sealed class GetCommandTests : IAsyncDisposable
{
    private readonly ScriptedOrigin _origin = ScriptedOrigin.Answering(
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nCache-Control: max-age=60\r\nConnection: close\r\n\r\nhello"
    );

    [Fact]
    public async Task Run_AUrl_PrintsTheBodyAndReportsTheServer()
    {
        await using var node = await LocalNode.StartAsync(_origin.EndPoint);

        var first = await CommandRun.RunAsync("get", $"http://{LocalNode.Site}/a", "--node", node.Address);
        var second = await CommandRun.RunAsync("get", $"http://{LocalNode.Site}/a", "--node", node.Address);

        Assert.Equal((0, "hello"), (first.ExitCode, first.Output));
        Assert.Contains($"url          http://{LocalNode.Site}/a\n", first.Error);
        Assert.Contains(
            $"through      http://{LocalNode.Site}.localhost:{node.Port}/a on {node.Address}\n",
            first.Error
        );
        Assert.Contains("status       200\n", first.Error);
        Assert.Contains("served by    the origin: cache miss (uri-miss), now stored\n", first.Error);
        Assert.Contains("bytes        5\n", first.Error);
        Assert.Matches(@"connected    \d+\.\d ms\nfirst byte   \d+\.\d ms\ntotal        \d+\.\d ms\n", first.Error);
        Assert.Matches(@"served by    this node's memory: cache hit, fresh for \d+ s\n", second.Error);
    }

    [Fact]
    public async Task Run_ACoralizedUrl_IsRequestedUnchanged()
    {
        await using var node = await LocalNode.StartAsync(_origin.EndPoint);
        var url = $"http://{LocalNode.Site.Replace('.', '-')}.localhost:{node.Port}/a";

        var run = await CommandRun.RunAsync("get", url, "--node", node.Address);

        Assert.Equal((0, "hello"), (run.ExitCode, run.Output));
        Assert.Contains($"through      {url} on", run.Error);
    }

    [Fact]
    public async Task Run_OutputToAFileAsJson_LeavesStandardOutputToTheReport()
    {
        await using var node = await LocalNode.StartAsync(_origin.EndPoint);
        var file = Path.GetTempFileName();

        var run = await CommandRun.RunAsync([
            "get",
            $"http://{LocalNode.Site}/a",
            "--node",
            node.Address,
            "-o",
            file,
            "--json",
        ]);

        Assert.Equal("hello", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        File.Delete(file);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(200, report.GetProperty("status").GetInt32());
        Assert.Equal(5, report.GetProperty("bytes").GetInt64());
        Assert.True(report.GetProperty("complete").GetBoolean());
        Assert.StartsWith("coral; fwd=uri-miss", report.GetProperty("cacheStatus").GetString());
        Assert.InRange(
            report.GetProperty("totalMs").GetDouble(),
            report.GetProperty("firstByteMs").GetDouble(),
            60_000
        );
    }

    [Fact]
    public async Task Run_BodyThatBreaksOff_IsReportedAndFails()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
        await using var node = await LocalNode.StartAsync(origin.EndPoint);

        var run = await CommandRun.RunAsync("get", $"http://{LocalNode.Site}/a", "--node", node.Address);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("hello"[..run.Output.Length], run.Output);
        Assert.Matches("^coral get: (the body broke off after|.* did not answer with HTTP)", run.Error);
    }

    [Fact]
    public async Task Run_StatusOf400OrMore_Fails()
    {
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        await using var node = await LocalNode.StartAsync(origin.EndPoint);

        var run = await CommandRun.RunAsync("get", $"http://{LocalNode.Site}/a", "--node", node.Address);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("status       404\n", run.Error);
    }

    [Fact]
    public async Task Run_NoNodeThere_SaysSoInOneLine()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = silent.LocalEndPoint!.ToString()!;

        var run = await CommandRun.RunAsync("get", "http://www.x.com/", "--node", address);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Matches(
            $@"^coral get: no node responds on {address} \([^\n]+\); start one with `coral run`[^\n]+\n$",
            run.Error
        );
    }

    [Fact]
    public async Task Run_OutputThatCannotBeWritten_IsOneLine()
    {
        var run = await CommandRun.RunAsync("get", "http://www.x.com/", "-o", "/no/such/folder/file");

        Assert.Equal(2, run.ExitCode);
        Assert.Matches(@"^coral get: --output: [^\n]+\n$", run.Error);
    }

    public ValueTask DisposeAsync() => _origin.DisposeAsync();
}
