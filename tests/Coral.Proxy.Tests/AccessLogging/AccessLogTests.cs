using System.Text;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Proxy.Tests.AccessLogging;

public sealed class AccessLogTests : IDisposable
{
    private readonly EventLog _events = new();

    public void Dispose() => _events.Dispose();

    [Fact]
    public void Open_Off_IsNoLogAtAll() =>
        Assert.Null(
            AccessLog.Open(
                new AccessLogOptions { Destination = "off" },
                () => Stream.Null,
                NullLogger<AccessLog>.Instance
            )
        );

    [Fact(Timeout = 30_000)]
    public async Task Reopen_FileMovedAway_GoesOnInANewOne()
    {
        var folder = Directory.CreateTempSubdirectory("coral-access-log");
        try
        {
            var (path, moved) = (Path.Combine(folder.FullName, "a.log"), Path.Combine(folder.FullName, "a.log.1"));
            File.WriteAllText(path, "kept\n");
            await using (var log = Open(path))
            {
                log.Write(Entry("/first"));
                await UntilContains(path, "/first");
                File.Move(path, moved);
                log.Reopen();
                log.Write(Entry("/second"));
            }

            Assert.StartsWith("kept\n", File.ReadAllText(moved));
            Assert.DoesNotContain("/second", File.ReadAllText(moved));
            Assert.Contains("/second", File.ReadAllText(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Dispose_LinesWaiting_AreAllWritten()
    {
        using var disk = new GatedStream();
        var log = AccessLog.Start(() => disk, queueLength: 1000, _events);

        for (var i = 0; i < 1000; i++)
        {
            log.Write(Entry($"/{i}"));
        }

        await log.DisposeAsync();
        var lines = Encoding.ASCII.GetString(disk.ToArray()).TrimEnd('\n').Split('\n');
        Assert.Equal(1000 - log.Dropped, lines.Length);
        Assert.Equal(0, log.Dropped);
    }

    [Fact(Timeout = 30_000)]
    public async Task Write_DiskStalls_DropsAndCountsAndNeverWaits()
    {
        using var disk = new GatedStream();
        disk.Close(closed: true);
        var log = AccessLog.Start(() => disk, queueLength: 16, _events);
        log.Write(Entry("/stalled"));
        await disk.Entered.Task;

        for (var i = 0; i < 20; i++)
        {
            log.Write(Entry($"/{i}"));
        }

        Assert.Equal(4, log.Dropped);
        disk.Close(closed: false);
        await log.DisposeAsync();
        Assert.Single(_events.Events, e => e.Event == "LinesDropped");
        Assert.Equal(17, Encoding.ASCII.GetString(disk.ToArray()).Count(c => c == '\n'));
    }

    [Fact(Timeout = 30_000)]
    public async Task Write_DiskFull_SaysSoOnceAndGoesOnWhenThereIsRoom()
    {
        using var disk = new GatedStream { IsFull = true };
        var log = AccessLog.Start(() => disk, queueLength: 16, _events);

        log.Write(Entry("/1"));
        await disk.Refused.WaitAsync(TestContext.Current.CancellationToken);
        log.Write(Entry("/2"));
        await disk.Refused.WaitAsync(TestContext.Current.CancellationToken);
        disk.IsFull = false;
        log.Write(Entry("/3"));
        await log.DisposeAsync();

        Assert.Equal(2, log.Dropped);
        Assert.Contains("\"/3\"", Encoding.ASCII.GetString(disk.ToArray()));
        Assert.Single(_events.Events, e => e.Event == "WriteFailed");
    }

    [Fact(Timeout = 30_000)]
    public async Task Request_Served_LeavesItsLine()
    {
        using var disk = new GatedStream();
        var log = AccessLog.Start(() => disk, queueLength: 16, _events);
        await using (var proxy = await ProxyUnderTest.StartAsync(accessLog: log))
        {
            proxy.Keep("/a?b", Stored.Of("hello"));
            await proxy.GetAsync("/a?b");
            await proxy.SendAsync("POST /\"forged HTTP/1.1", "Content-Length: 0");
            await proxy.Server.StopAsync(TestContext.Current.CancellationToken);
        }

        await log.DisposeAsync();

        // A line is written once its answer is sent, so that the client's next request may be logged first.
        string[] lines = [.. Encoding.ASCII.GetString(disk.ToArray()).TrimEnd('\n').Split('\n').Order()];
        Assert.Equal(2, lines.Length);
        Assert.Matches(
            "^2026-01-02T03:04:05.000Z 127.0.0.1 GET \"www.x.com.localhost\" \"/a\\?b\" 200 5 [0-9.]+ "
                + "\"coral; hit; ttl=100; detail=memory\"$",
            lines[0]
        );
        Assert.Matches("POST \"www.x.com.localhost\" \"/\\\\\"forged\" 405 [0-9]+ [0-9.]+ \"coral; .+\"$", lines[1]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Request_ClientLeftBeforeAResponse_Is499()
    {
        using var disk = new GatedStream();
        var log = AccessLog.Start(() => disk, queueLength: 16, _events);
        await using (var proxy = await ProxyUnderTest.StartAsync(accessLog: log))
        {
            var asked = new TaskCompletionSource();
            proxy.Cache.Respond = async (_, token) =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException("Unreachable.");
            };
            await using (var connection = await proxy.ConnectAsync())
            {
                await connection.SendAsync("GET / HTTP/1.1", "Host: www.x.com.localhost");
                await asked.Task;
            }

            await proxy.Server.StopAsync(TestContext.Current.CancellationToken);
        }

        await log.DisposeAsync();
        Assert.Contains("\"/\" 499 0 ", Encoding.ASCII.GetString(disk.ToArray()));
    }

    private static AccessLog Open(string path) =>
        AccessLog.Open(new AccessLogOptions { Destination = path }, () => Stream.Null, NullLogger<AccessLog>.Instance)!;

    private static AccessLogEntry Entry(string path) => new(default, null, "GET", "h", path, 200, 1, default, "coral");

    /// <summary>Waits until the file contains a text, looking at it whenever it has changed.</summary>
    private static async Task UntilContains(string path, string text)
    {
        using var changed = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        watcher.Changed += (_, _) => changed.Release();
        watcher.EnableRaisingEvents = true;
        while (!File.ReadAllText(path).Contains(text))
        {
            await changed.WaitAsync(TestContext.Current.CancellationToken);
        }
    }
}
