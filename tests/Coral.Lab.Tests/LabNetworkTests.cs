using Coral.Lab.Crowd;

namespace Coral.Lab.Tests;

public sealed class LabNetworkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Probe()
    {
        var options = new LabOptions();
        var t = System.Diagnostics.Stopwatch.StartNew();
        await using var lab = await LabNetwork.StartAsync(options, TimeProvider.System, new Random(1), Token);
        Console.WriteLine($"started {t.Elapsed}");
        var watch = new ClusterWatch(lab, options.Map, TimeProvider.System);
        var formed = await watch.WaitAsync(TimeSpan.FromSeconds(40), Token);
        Console.WriteLine($"formed {formed} {t.Elapsed} {string.Join(' ', LabClusters.Of(lab).Level1)} / {string.Join(' ', LabClusters.Of(lab).Level2)}");
        var crowd = new FlashCrowd(lab, new CrowdPlan { Duration = TimeSpan.FromSeconds(15) }, TimeProvider.System, new Random(1));
        await crowd.RunAsync(Token);
        var f = crowd.Figures;
        Console.WriteLine($"{f.Requests} {f.Failed} {f.Wrong} {string.Join(' ', f.BySource)} p50 {f.Percentile(.5)} p99 {f.Percentile(.99)} origin {lab.Origin.Count} {t.Elapsed}");
        Console.WriteLine($"{string.Join(' ', LabClusters.Of(lab).Level1)} / {string.Join(' ', LabClusters.Of(lab).Level2)}  cpu {System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime} ws {Environment.WorkingSet >> 20} MB");
    }
}
