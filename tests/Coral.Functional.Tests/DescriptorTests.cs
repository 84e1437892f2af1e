using System.Net;
using System.Net.Sockets;
using System.Text;
using Coral.Functional.Tests.Fixtures;
using Coral.Testing;

namespace Coral.Functional.Tests;

/// <summary>A node whose process may open few files: it says so, stays within them, and does not end.</summary>
public sealed class DescriptorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 60_000)]
    [InlineData(64)]
    [InlineData(200)]
    public async Task Run_WithTooFewFiles_SaysHowManyItNeedsAndExits(int files)
    {
        using var folder = new TemporaryFolder();
        await using var process = await StartAsync(folder, files);

        Assert.Equal(1, await process.WaitForExitAsync());

        Assert.Contains($"this process may open {files} files, and", process.Output.Text);
        Assert.DoesNotContain("Unhandled exception", process.Output.Text);
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_WithFewFiles_OutlivesMoreConnectionsThanThose()
    {
        using var folder = new TemporaryFolder();
        await using var process = await StartAsync(folder, files: 512);
        const string Listening = "Listening on http://";
        var line = await process.Output.FindAsync(line => line.StartsWith(Listening, StringComparison.Ordinal));
        Assert.True(line is not null, process.Output.Text);
        Assert.Contains("connections of clients instead of 10,000", process.Output.Text);
        var http = IPEndPoint.Parse(line[Listening.Length..]);
        var kept = new List<Socket>();
        try
        {
            for (var i = 0; i < 600; i++)
            {
                var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
                kept.Add(client);
                await RequestAsync(client, http);
            }

            using var last = new Socket(SocketType.Stream, ProtocolType.Tcp);
            Assert.StartsWith("HTTP/1.1 200 ", await RequestAsync(last, http));
        }
        finally
        {
            kept.ForEach(client => client.Dispose());
        }

        await process.SignalAsync("TERM");
        Assert.Equal(0, await process.WaitForExitAsync());
    }

    /// <summary>Asks for the landing page; a client may be turned away, but never left without an end.</summary>
    private static async Task<string> RequestAsync(Socket client, IPEndPoint http)
    {
        try
        {
            await client.ConnectAsync(http, Token);
            await client.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Token);
            var buffer = new byte[4096];
            var read = await client.ReceiveAsync(buffer, Token);
            return Encoding.ASCII.GetString(buffer, 0, read);
        }
        catch (SocketException turnedAway)
        {
            return turnedAway.Message;
        }
    }

    private static async Task<GuardedProcess> StartAsync(TemporaryFolder folder, int files)
    {
        // Beside this test's output folder: artifacts/bin/PROJECT/CONFIGURATION.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var command = Path.Combine(here.Parent!.Parent!.FullName, "Coral.Cli", here.Name, "Coral.Cli.dll");
        return await GuardedProcess.StartAsync(
            "TERM",
            [
                "/bin/sh",
                "-c",
                "ulimit -n \"$1\"; shift; exec \"$@\"",
                "limited",
                $"{files}",
                "dotnet",
                command,
                "run",
                .. FreePorts.Arguments(),
            ],
            new Dictionary<string, string> { ["HOME"] = folder.Path, ["XDG_DATA_HOME"] = folder["data"] }
        );
    }
}
