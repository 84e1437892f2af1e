using Coral.Core.Time;
using Coral.Index.Store;

namespace Coral.Index.Maintenance;

/// <summary>Drops expired values, stored for others or published by this node.</summary>
/// <remarks>
/// Sweeping has its own loop, since a table refresh among dead nodes may take longer than expired values should stay.
/// Owned by the node's loop.
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
            // The node stops; no resource is left open.
        }
    }
}
