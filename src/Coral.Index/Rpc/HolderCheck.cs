using System.Runtime.InteropServices;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Time;
using Coral.Index.Store;

namespace Coral.Index.Rpc;

/// <summary>Checks whether holders that a caller could not reach are really gone.</summary>
/// <remarks>
/// A caller's claim is not enough to skip a holder: links fail between two nodes that both reach a third, and two
/// callers that skip each other's holder would both get the lease.
/// </remarks>
internal sealed class HolderCheck(
    NodeId self,
    PointerStore store,
    PublishedValues published,
    IIndexRpc rpc,
    MonotonicClock clock
)
{
    /// <summary>The time for which a holder that answered counts as alive.</summary>
    public static readonly TimeSpan Belief = TimeSpan.FromSeconds(5);

    /// <summary>
    /// True if a value of one of these holders is stored here, and the holder is not known to be alive.
    /// </summary>
    public bool IsNeeded(Key key, ClusterLevel level, ReadOnlySpan<byte> except)
    {
        for (var rest = except; !rest.IsEmpty; rest = rest[Identifier.ByteCount..])
        {
            if (Unknown(key, level, new NodeId(Identifier.Read(rest))) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Pings each of these holders (two tries), and removes the values of those that do not respond, or no longer
    /// publish them.
    /// </summary>
    public Task RunAsync(Key key, ClusterLevel level, ReadOnlySpan<byte> except)
    {
        var checks = new List<Task>();
        for (var rest = except; !rest.IsEmpty; rest = rest[Identifier.ByteCount..])
        {
            if (Unknown(key, level, new NodeId(Identifier.Read(rest))) is { } value)
            {
                checks.Add(RunAsync(key, level, value));
            }
        }

        return Task.WhenAll(CollectionsMarshal.AsSpan(checks));
    }

    private StoredValue? Unknown(Key key, ClusterLevel level, NodeId holder) =>
        store.Find(key, level, holder) is { } value && value.AliveUntil <= clock.Now ? value : null;

    private async Task RunAsync(Key key, ClusterLevel level, StoredValue value)
    {
        var holder = value.Owner;
        var outcome =
            holder.Id != self ? await rpc.PingAsync(holder, key)
            : published.IsPublished(key) ? PingOutcome.Alive
            : PingOutcome.Disowned;
        if (outcome == PingOutcome.Alive)
        {
            value.AliveUntil = clock.Now + Belief;
        }
        else if (store.Find(key, level, holder.Id) == value)
        {
            store.Remove(key, level, holder.Id);
        }
    }
}
