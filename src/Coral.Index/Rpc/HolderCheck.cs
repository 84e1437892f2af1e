using System.Runtime.InteropServices;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Time;
using Coral.Index.Store;

namespace Coral.Index.Rpc;

/// <summary>Checks of holders that a caller could not reach: are they really gone?</summary>
/// <remarks>
/// A caller's word is not enough to pass a holder over: links fail between two nodes that both reach a third, and two
/// callers that each skip the other's choice would both be first.
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

    /// <summary>True if a value of one of these holders is stored here and not known to be alive.</summary>
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
    /// Asks each of them (two tries), and takes out the values of those that do not answer or disown them.
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
