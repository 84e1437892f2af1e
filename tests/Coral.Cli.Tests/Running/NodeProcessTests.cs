using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Coral.Cli.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Cli.Tests.Running;

/// <summary>A node as a process: what it says, what signals do to it, what it ends with.</summary>
public sealed class NodeProcessTests
{
    private const int Guard = 60_000;

    [Fact(Timeout = Guard)]
    public async Task Run_Started_SaysWhereItListensAndWhatToTry()
    {
        await using var node = CoralProcess.StartNode();

        Assert.Matches(@"^Coral \d+\.\d+\.\d+\S*, zone localhost$", await node.OutputLineAsync(_ => true));
        var address = await node.ListeningAsync();
        Assert.StartsWith("DNS on 127.0.0.1:", await node.OutputLineAsync(_ => true));
        Assert.StartsWith("Index on 127.0.0.1:", await node.OutputLineAsync(_ => true));
        Assert.StartsWith("Peers on 127.0.0.1:", await node.OutputLineAsync(_ => true));
        Assert.StartsWith("Admin API on http://127.0.0.1:", await node.OutputLineAsync(_ => true));
        Assert.Equal($"Try: curl http://example.com.localhost:{address.Port}/", await node.OutputLineAsync(_ => true));
        await node.SignalAsync("TERM");
        Assert.Equal(0, await node.ExitAsync());
    }

    [Theory(Timeout = Guard)]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Run_AskedToStop_FinishesTheRunningResponseAndExits0(string signal)
    {
        var sent = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            sent.SetResult();
            await connection.WaitAsync(goOn.Task);
            await connection.SendAsync("world");
        });
        await using var node = CoralProcess.StartNode("--origin", $"site.test={origin.EndPoint}");
        var address = await node.ListeningAsync();
        using var client = await ConnectAsync(address);
        await client.SendAsync(Request("site.test.localhost"), TestContext.Current.CancellationToken);
        await sent.Task;

        await node.SignalAsync(signal);
        await node.ErrorLineAsync(line => line.Contains(" Stopping: ", StringComparison.Ordinal));
        goOn.SetResult();

        Assert.EndsWith("\r\n\r\nhelloworld", await ReadToEndAsync(client));
        Assert.Equal(0, await node.ExitAsync());
    }

    [Fact(Timeout = Guard)]
    public async Task Run_AskedTwiceToStop_EndsAtOnce()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.UntilClosedAsync();
        });
        await using var node = CoralProcess.StartNode("--origin", $"site.test={origin.EndPoint}");
        using var client = await ConnectAsync(await node.ListeningAsync());
        await client.SendAsync(Request("site.test.localhost"), TestContext.Current.CancellationToken);
        await origin.NextHeadAsync();

        await node.SignalAsync("TERM");
        await node.ErrorLineAsync(line => line.Contains(" Stopping: ", StringComparison.Ordinal));
        await node.SignalAsync("TERM");

        Assert.Equal(128 + 15, await node.ExitAsync());
    }

    [Theory(Timeout = Guard)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_HangUp_OpensTheAccessLogAnew(bool underNohup)
    {
        var folder = Directory.CreateTempSubdirectory("coral-test-").FullName;
        var log = Path.Combine(folder, "access.log");
        await using var node = underNohup
            ? CoralProcess.StartNodeUnderNohup("--access-log", log)
            : CoralProcess.StartNode("--access-log", log);
        var address = await node.ListeningAsync();

        await AskAsync(address, "before.localhost");
        File.Move(log, log + ".1");
        await node.SignalAsync("HUP");
        await node.ErrorLineAsync(line => line.Contains(" AccessLogReopened: ", StringComparison.Ordinal));
        await AskAsync(address, "after.localhost");
        await node.SignalAsync("TERM");

        Assert.Equal(0, await node.ExitAsync());
        // A client has its answer a moment before the line of it is queued: the first line may go to either file.
        string[] lines = [.. File.ReadAllLines(log + ".1"), .. File.ReadAllLines(log)];
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"before.localhost\"", lines[0]);
        Assert.Contains("\"after.localhost\"", File.ReadAllLines(log)[^1]);
        Directory.Delete(folder, recursive: true);
    }

    [Fact(Timeout = Guard)]
    public async Task Run_PortTaken_IsOneLineThatNamesTheOptionAndExitCode1()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var node = CoralProcess.Start("run", "--http", $"{listener.LocalEndpoint}");

        Assert.Equal(1, await node.ExitAsync());
        Assert.Equal(
            $"coral run: cannot listen on {listener.LocalEndpoint}: the port is in use: stop the other process, "
                + "or choose another with --http (Coral:Http)",
            await node.ErrorLineAsync(IsOurs)
        );
    }

    [Theory(Timeout = Guard)]
    [InlineData("--config")]
    [InlineData("--network-key")]
    public async Task Run_FileThatIsMissing_IsOneLineWithARemedyAndExitCode2(string option)
    {
        await using var node = CoralProcess.StartNode(option, "/no/such/file");

        Assert.Equal(2, await node.ExitAsync());
        Assert.Matches(
            $@"^coral run: {option}( \(Coral:Index:NetworkKey\))?: /no/such/file does not exist; [^\n]+$",
            await node.ErrorLineAsync(IsOurs)
        );
    }

    [Fact(Timeout = Guard)]
    public async Task Run_AccessLogThatCannotBeOpened_IsOneLineAndExitCode1()
    {
        await using var node = CoralProcess.StartNode("--access-log", "/no/such/folder/log");

        Assert.Equal(1, await node.ExitAsync());
        Assert.StartsWith("coral run: cannot open the access log: ", await node.ErrorLineAsync(IsOurs));
    }

    [Fact(Timeout = Guard)]
    public async Task Run_LogAsJson_IsOneObjectALine()
    {
        await using var node = CoralProcess.StartNode("--log", "json");
        var line = await node.ErrorLineAsync(line => line.Contains("\"Started\"", StringComparison.Ordinal));
        await node.SignalAsync("TERM");

        Assert.Equal(1700, JsonDocument.Parse(line).RootElement.GetProperty("id").GetInt32());
        Assert.Equal(0, await node.ExitAsync());
    }

    [Fact(Timeout = Guard)]
    public async Task Run_WrongOption_ExitCode2()
    {
        await using var node = CoralProcess.Start("run", "--http", "x");

        Assert.Equal(2, await node.ExitAsync());
    }

    private static async Task AskAsync(IPEndPoint node, string host)
    {
        using var client = await ConnectAsync(node);
        await client.SendAsync(Request(host), TestContext.Current.CancellationToken);
        await ReadToEndAsync(client);
    }

    private static byte[] Request(string host) =>
        Encoding.Latin1.GetBytes($"GET /a HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

    private static async Task<Socket> ConnectAsync(IPEndPoint node)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(node, TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The command's own line, among those of the log.</summary>
    private static bool IsOurs(string line) => line.StartsWith("coral run: ", StringComparison.Ordinal);
}
