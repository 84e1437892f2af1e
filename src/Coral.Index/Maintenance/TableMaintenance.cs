using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Core.Randomness;
using Coral.Index.Lookup;
using Coral.Index.Rpc;

namespace Coral.Index.Maintenance;

/// <summary>
/// Keeps the routing tables filled and alive: joins the network, refreshes buckets, retries lost nodes.
/// </summary>
/// <remarks>
/// Every ten seconds, give or take a tenth: ping the contact not heard for longest, and one lost node that is due.
/// Every ten minutes: refresh the tables (<see cref="TableRefresh"/>). Owned by the node's loop.
/// </remarks>
/// <param name="context">The node whose tables are maintained.</param>
/// <param name="refresh">Fills the tables by lookups.</param>
/// <param name="random">Spreads the rounds of the nodes over time.</param>
internal sealed class TableMaintenance(LookupContext context, TableRefresh refresh, Random random)
{
    /// <summary>Time between two rounds.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>Rounds between two refreshes of the buckets.</summary>
    public const int RoundsPerRefresh = 60;

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var round = random.Next(RoundsPerRefresh); ; round++)
            {
                await Task.Delay(Jitter.Apply(Period, 0.1, random), context.Clock.Provider, cancellationToken);
                await RoundAsync();
                if (round % RoundsPerRefresh == 0)
                {
                    await refresh.RunAsync(cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops; no resource is left open.
        }
    }

    /// <summary>Finds the network through any of these nodes, and fills the tables.</summary>
    /// <returns>Whether one of them answered.</returns>
    public async Task<bool> JoinAsync(IReadOnlyList<NodeAddress> nodes, CancellationToken cancellationToken)
    {
        var contacts = nodes.Select(address => new NodeContact(default, address, default));
        var outcomes = await Task.WhenAll(contacts.Select(c => context.Rpc.PingAsync(c, key: null)));
        if (!Array.Exists(outcomes, o => o != PingOutcome.Silent))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }

        var known = context.Peers.All.Where(peer => nodes.Contains(peer.Contact.Address)).Select(p => p.Contact);
        foreach (var contact in known.ToList())
        {
            await refresh.LookUpSelfFromAsync(contact, cancellationToken);
        }

        await refresh.RunAsync(cancellationToken);
        return true;
    }

    private async Task RoundAsync()
    {
        if (context.Peers.LeastRecentlySeen(context.Clock.Now - Period) is { } quiet)
        {
            await context.Rpc.PingAsync(quiet.Contact, key: null);
        }

        if (context.Peers.Quarantine.NextRetry(context.Clock.Now) is { } lost)
        {
            await context.Rpc.PingAsync(lost, key: null);
        }
    }
}
