using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Lookup;
using Coral.Index.Messages;
using Coral.Index.Rpc;
using Coral.Index.Store;

namespace Coral.Index.Upkeep;

/// <summary>What a node does unasked: fill its tables, notice the dead, retry the lost, drop what is over.</summary>
/// <remarks>
/// Every ten seconds, give or take a tenth: sweep, ping the contact not heard for longest, ping one lost node that is
/// due.
/// Every ten minutes: look ourselves up, from our tables and from elsewhere, and a point in each bucket. Owned by the
/// node's loop.
/// </remarks>
internal sealed class TableMaintenance(
    LookupContext context,
    PointerStore store,
    PublishedValues published,
    Random random
)
{
    private readonly OutsideLookup _outside = new(context);

    /// <summary>Time between two rounds.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>Rounds between two refreshes of the buckets.</summary>
    public const int RoundsPerRefresh = 60;

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(SweepAsync(cancellationToken), TendAsync(cancellationToken));

    /// <summary>On its own, for a refresh among the dead may take longer than what is over should stay.</summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Period, context.Clock.Provider, cancellationToken);
                store.Sweep();
                published.Sweep();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop: nothing is left open.
        }
    }

    private async Task TendAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var round = random.Next(RoundsPerRefresh); ; round++)
            {
                await Task.Delay(Jittered(Period, random.NextDouble()), context.Clock.Provider, cancellationToken);
                await RoundAsync();
                if (round % RoundsPerRefresh == 0)
                {
                    await RefreshAsync(cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop: nothing is left open.
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
            await _outside.RunAsync(contact, cancellationToken);
        }

        await RefreshAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// This node has changed its cluster at a level: looks itself up there, so that the members learn of it.
    /// </summary>
    public Task EnterAsync(ClusterLevel level, CancellationToken cancellationToken) =>
        ExploreAsync(level, context.Self.Id.Point, cancellationToken);

    /// <summary>Scales <paramref name="period"/> by a factor in [0.9, 1.1).</summary>
    internal static TimeSpan Jittered(TimeSpan period, double unit) => period * (0.9 + (0.2 * unit));

    /// <summary>Looks ourselves up, then a point in each bucket that others may fill, at every level.</summary>
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (context.Peers.AnyPeer(random) is { } outsider)
        {
            await _outside.RunAsync(outsider.Contact, cancellationToken);
        }

        for (var level = (ClusterLevel)(context.Peers.Levels - 1); level >= ClusterLevel.Global; level--)
        {
            await ExploreAsync(level, context.Self.Id.Point, cancellationToken);
            var table = context.Peers.Table(level);
            for (var bucket = 0; bucket < table.WholeFrom; bucket++)
            {
                if (table.Bucket(bucket)?.Count < context.Options.BucketSizeOf(level))
                {
                    await ExploreAsync(level, PointIn(bucket), cancellationToken);
                }
            }
        }
    }

    /// <summary>Looks a point up, and greets those named on the way who would find a place.</summary>
    private async Task ExploreAsync(ClusterLevel level, Identifier target, CancellationToken cancellationToken)
    {
        var key = new Key(target);
        var lookup = new IterativeLookup(context, key);
        var question = new FindQuery(level, target, FindMode.Nodes, key, LeaseId: 0, Except: default);
        await lookup.QueryLevelAsync(question, context.Options.ParallelCalls, (_, _) => false, cancellationToken);
        if (target == context.Self.Id.Point)
        {
            await MeetNeighboursAsync(lookup, question, cancellationToken);
        }

        foreach (var candidate in lookup.Shortlist.Nearest(2 * context.Options.BucketSize))
        {
            if (candidate.State == CandidateState.New && context.Peers.HasPlaceFor(candidate.Contact.Id, level))
            {
                await context.Rpc.PingAsync(candidate.Contact, key: null);
            }
        }
    }

    /// <summary>
    /// Asks the k nodes nearest to us for those they know nearest to us, until nobody new is named: neighbours must
    /// know each other whole, or a key between them has two closest nodes.
    /// </summary>
    private async Task MeetNeighboursAsync(
        IterativeLookup lookup,
        FindQuery question,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var unasked = lookup
                .Shortlist.Nearest(context.Options.BucketSize + 1)
                .FindAll(c => !c.WasAskedForKey && c != lookup.Self);
            if (unasked.Count == 0)
            {
                return;
            }

            await Task.WhenAll(unasked.ConvertAll(c => lookup.AskForKeyAsync(c, question)));
        }
    }

    /// <summary>A random point that shares exactly <paramref name="prefixLength"/> leading bits with us.</summary>
    private Identifier PointIn(int prefixLength)
    {
        Span<byte> bytes = stackalloc byte[Identifier.ByteCount];
        random.NextBytes(bytes);
        var self = context.Self.Id.Point;
        var other = self ^ Identifier.MaxValue;
        return Identifier.Read(bytes).Splice(other, prefixLength + 1).Splice(self, prefixLength);
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
