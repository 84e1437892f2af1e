using Coral.Index;
using Coral.Node.Hosting;

namespace Coral.Node.Index;

/// <summary>Refreshes, every second, the snapshot of the levels that other threads read.</summary>
internal sealed class LevelObserver(LoopIndex index, SerialLoop loop, TimeProvider clock) : IIndexTask
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public async Task RunAsync(IndexNode node, CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Period, clock, stoppingToken);
            await loop.RunAsync(() =>
            {
                index.Observe(node);
                return Task.FromResult(true);
            });
        }
    }
}
