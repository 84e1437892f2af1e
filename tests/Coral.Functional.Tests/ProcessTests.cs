using System.Net;
using Coral.Functional.Tests.Fixtures;
using Coral.Testing;
using Coral.Testing.Origins;

namespace Coral.Functional.Tests;

/// <summary>The command as a process of its own, started as an operator starts it.</summary>
public sealed class ProcessTests(NginxOrigin nginx)
{
    private const string Listening = "Listening on http://";

    [Fact(Timeout = 60_000)]
    public async Task Run_OnAFreshMachine_ServesTheFirstRequestAndStopsCleanly()
    {
        using var folder = new TemporaryFolder();
        await using var process = await StartAsync(folder, ["--access-log", folder["access.log"]]);
        using var client = NodeClient.Create(await EndPointAsync(process));

        var body = await client.GetByteArrayAsync(
            new Uri($"http://site.test.localhost{NginxSite.MediumPath}?process"),
            TestContext.Current.CancellationToken
        );
        await process.SignalAsync("TERM");
        var code = await process.WaitForExitAsync();

        Assert.Equal(NginxSite.Digest(NginxSite.Medium), NginxSite.Digest(body));
        Assert.Equal(0, code);
        var log = await File.ReadAllLinesAsync(folder["access.log"], TestContext.Current.CancellationToken);
        Assert.Contains(" 200 41984 ", Assert.Single(log));
    }

    [Fact(Timeout = 60_000)]
    public async Task Run_ToldToStopWhileAResponseRuns_FinishesItAndExitsWithZero()
    {
        var rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha");
            await connection.WaitAsync(rest.Task);
            await connection.SendAsync("lf");
        });
        using var folder = new TemporaryFolder();
        await using var process = await StartAsync(folder, ["--origin", $"slow.test={origin.EndPoint}"]);
        using var client = NodeClient.Create(await EndPointAsync(process));
        using var response = await client.GetAsync(
            new Uri("http://slow.test.localhost/"),
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );

        await process.SignalAsync("TERM");
        Assert.NotNull(await process.Output.FindAsync(line => line.Contains("Stopping")));
        rest.SetResult();

        Assert.Equal("half", await response.TextAsync());
        Assert.Equal(0, await process.WaitForExitAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Run_OnHangUp_OpensItsAccessLogAnew()
    {
        using var folder = new TemporaryFolder();
        var file = folder["access.log"];
        await using var process = await StartAsync(folder, ["--access-log", file]);
        using var client = NodeClient.Create(await EndPointAsync(process));

        await client.GetByteArrayAsync(
            new Uri("http://site.test.localhost/js/site.js?old"),
            TestContext.Current.CancellationToken
        );
        File.Move(file, folder["rotated.log"]);
        await process.SignalAsync("HUP");
        Assert.NotNull(await process.Output.FindAsync(line => line.Contains(" AccessLogReopened: ")));
        await client.GetByteArrayAsync(
            new Uri("http://site.test.localhost/js/site.js?new"),
            TestContext.Current.CancellationToken
        );
        await process.SignalAsync("TERM");
        Assert.Equal(0, await process.WaitForExitAsync());

        // A line is written a moment after its response, so the first may be in either file; none is lost or doubled.
        var rotated = await File.ReadAllLinesAsync(folder["rotated.log"], TestContext.Current.CancellationToken);
        var current = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(2, rotated.Length + current.Length);
        Assert.Contains("?old", rotated.Concat(current).First());
        Assert.Contains("?new", current.Last());
    }

    [Theory(Timeout = 60_000)]
    [InlineData("--http", "nowhere")]
    [InlineData("--origin", "no-address")]
    [InlineData("--nonsense", "1")]
    public async Task Run_WithAWrongOption_SaysWhichAndExitsWithTwo(string option, string value)
    {
        using var folder = new TemporaryFolder();
        await using var process = await StartAsync(folder, [option, value]);

        Assert.Equal(2, await process.WaitForExitAsync());

        Assert.Contains(option, process.Output.Text);
    }

    private async Task<GuardedProcess> StartAsync(TemporaryFolder folder, string[] arguments)
    {
        // Beside this test's output folder: artifacts/bin/PROJECT/CONFIGURATION.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var command = Path.Combine(here.Parent!.Parent!.FullName, "Coral.Cli", here.Name, "Coral.Cli.dll");
        return await GuardedProcess.StartAsync(
            "TERM",
            [
                "dotnet",
                command,
                "run",
                .. FreePorts.Arguments(),
                "--origin",
                $"site.test={nginx.EndPoint}",
                .. arguments,
            ],
            new Dictionary<string, string> { ["HOME"] = folder.Path, ["XDG_DATA_HOME"] = folder["data"] }
        );
    }

    private static async Task<IPEndPoint> EndPointAsync(GuardedProcess process)
    {
        var line = await process.Output.FindAsync(line => line.StartsWith(Listening, StringComparison.Ordinal));
        Assert.True(line is not null, process.Output.Text);
        return IPEndPoint.Parse(line[Listening.Length..]);
    }
}
