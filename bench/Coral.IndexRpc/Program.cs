using System.Diagnostics;
using System.Globalization;
using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.IndexRpc;

// Two processes: this one asks, a child of it answers. Each get of the answering node's own point is one RPC.
// usage: Coral.IndexRpc SECONDS PARALLEL...        one line for each number of requests in flight
if (args is ["answer"])
{
    await using var answering = BenchNode.Start();
    Console.WriteLine(answering.EndPoint);
    while (Console.ReadLine() is not null) { }
    return 0;
}

var seconds = int.Parse(args[0], CultureInfo.InvariantCulture);
using var child = Process.Start(
    new ProcessStartInfo(Environment.ProcessPath!, [.. Self(), "answer"])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    }
)!;
var address = NodeAddress.From(IPEndPoint.Parse((await child.StandardOutput.ReadLineAsync())!));
await using (var asking = BenchNode.Start())
{
    if (!await asking.Loop.RunAsync(() => asking.Node.JoinAsync([address], CancellationToken.None)))
    {
        Console.Error.WriteLine("The other process did not answer.");
        return 1;
    }

    var key = new Key(asking.Node.Directory.Contacts()[0].Id.Point);
    foreach (var parallel in args[1..].Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
    {
        await AskAsync(asking, key, parallel, TimeSpan.FromSeconds(2));
        var (asked, answered) = (CpuOf(Process.GetCurrentProcess()), CpuOf(child));
        var allocated = GC.GetTotalAllocatedBytes();
        var started = Stopwatch.GetTimestamp();
        var (gets, calls) = await AskAsync(asking, key, parallel, TimeSpan.FromSeconds(seconds));
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var (askedCpu, answeredCpu) = (CpuOf(Process.GetCurrentProcess()) - asked, CpuOf(child) - answered);
        var bytes = (GC.GetTotalAllocatedBytes() - allocated) / (double)calls;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{parallel} {calls / elapsed:F0} {Per(askedCpu)} {Per(answeredCpu)} {bytes:F0} {gets - calls}"
            )
        );

        string Per(TimeSpan cpu) => (cpu.TotalMicroseconds / calls).ToString("F1", CultureInfo.InvariantCulture);
    }
}

child.StandardInput.Close();
await child.WaitForExitAsync();
return 0;

static string[] Self() =>
    Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];

static TimeSpan CpuOf(Process process)
{
    process.Refresh();
    return process.TotalProcessorTime;
}

static async Task<(long Gets, long Calls)> AskAsync(BenchNode node, Key key, int parallel, TimeSpan time)
{
    var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
    var (gets, calls) = (0L, 0L);
    await node.Loop.RunAsync(async () =>
    {
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => AskUntilAsync()));
        return true;
    });
    return (gets, calls);

    async Task AskUntilAsync()
    {
        while (Stopwatch.GetTimestamp() < end)
        {
            var range = LevelRange.Only(ClusterLevel.Global);
            var found = await node.Node.Content.GetAsync(key, range, CancellationToken.None);
            gets++;
            calls += found.Cost.Rpcs;
        }
    }
}
