using Coral.Core.Time;
using Coral.Index.Store;

namespace Coral.Index.Maintenance;

/// <summary>Drops expired values, others' and our own.</summary>
/// <remarks>
/// A loop of its own: a table refresh among dead nodes may take longer than expired values should stay. Owned by the
/// node's loop.
/// </remarks>
internal sealed class ExpirySweeper(PointerStore store, PublishedValues published, MonotonicClock clock)
{
    /// <summary>Time between two sweeps.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>Sweeps until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Period, clock.Provider, cancellationToken);
                store.Sweep();
                published.Sweep();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped: nothing is left open.
        }
    }
}
