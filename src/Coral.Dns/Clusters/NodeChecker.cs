using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Time;

namespace Coral.Dns.Clusters;

/// <summary>Liveness checks: one request to each node, to all at once, within the time that a query may wait.</summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class NodeChecker(INodeCheck check, MonotonicClock clock, TimeSpan timeout)
{
    private Dictionary<NodeId, MonitoredNode> _alive = [];

    /// <summary>This node, which is always alive, and its current report.</summary>
    public MonitoredNode Self => MonitoredNode.Own(check);

    /// <summary>
    /// The nodes that the last round of <see cref="NodeMonitor"/> took for alive; replaced whole. Their minimum round
    /// trips are carried over, so that one slow answer raises none.
    /// </summary>
    public Dictionary<NodeId, MonitoredNode> Alive
    {
        get => Volatile.Read(ref _alive);
        set => Volatile.Write(ref _alive, value);
    }

    /// <summary>Checks these nodes now.</summary>
    /// <returns>The nodes that answered in time, in the order of <paramref name="contacts"/>.</returns>
    public async Task<MonitoredNode[]> CheckAsync(
        IReadOnlyList<NodeContact> contacts,
        CancellationToken cancellationToken
    )
    {
        using var limit = new TimeLimit(timeout, clock.Provider, cancellationToken);
        var answers = await Task.WhenAll(contacts.Select(contact => CheckAsync(contact, limit.Token)));
        return [.. answers.OfType<MonitoredNode>()];
    }

    private async Task<MonitoredNode?> CheckAsync(NodeContact contact, CancellationToken cancellationToken)
    {
        // The node was alive at least until it was asked; it may have died while its answer was in flight.
        var askedAt = clock.Now;
        try
        {
            var report = await check.CheckAsync(contact, cancellationToken);
            return report is { } received ? Answered(contact, received, askedAt) : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private MonitoredNode Answered(NodeContact contact, NodeReport report, TimeSpan askedAt)
    {
        var took = clock.Now - askedAt;
        var before = Alive.GetValueOrDefault(contact.Id)?.RoundTrip;
        return new MonitoredNode(contact, report, askedAt, before < took ? before.Value : took);
    }
}
