using Coral.Index;

namespace Coral.Node.Index;

/// <summary>Work that goes on beside a running index node.</summary>
internal interface IIndexTask
{
    /// <summary>Runs until the work is done or cancelled. Started off the loop.</summary>
    /// <param name="node">The running node; to be touched on its loop only.</param>
    /// <param name="stoppingToken">Cancelled when the index stops.</param>
    Task RunAsync(IndexNode node, CancellationToken stoppingToken);

    /// <summary>Works a last time, once the index has stopped.</summary>
    Task EndAsync(IndexNode node) => Task.CompletedTask;
}
