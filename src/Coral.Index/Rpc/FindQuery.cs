using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;

namespace Coral.Index.Rpc;

/// <summary>A find as the requester keeps it: <see cref="FindRequest"/> before it is encoded.</summary>
internal readonly record struct FindQuery(
    ClusterLevel Level,
    Identifier Target,
    FindMode Mode,
    Key Key,
    ulong LeaseId,
    ReadOnlyMemory<byte> Except
)
{
    /// <summary>A request for contacts near a point.</summary>
    public static FindQuery ForNodes(ClusterLevel level, Identifier target) =>
        new(level, target, FindMode.Nodes, Key: default, LeaseId: 0, Except: default);

    /// <summary>A request for the values of a key.</summary>
    public static FindQuery ForValues(ClusterLevel level, Key key) =>
        new(level, key.Point, FindMode.Values, key, LeaseId: 0, Except: default);

    /// <summary>A request for the state of a key, as a put sends it on its way.</summary>
    public static FindQuery ForPut(ClusterLevel level, Key key) =>
        new(level, key.Point, FindMode.Probe, key, LeaseId: 0, Except: default);

    /// <summary>A request for the values that came before a lease.</summary>
    /// <param name="level">The level whose cluster is asked.</param>
    /// <param name="except">Ids of 20 bytes each: holders that the requester could not reach.</param>
    public static FindQuery ForLease(ClusterLevel level, Key key, ulong leaseId, ReadOnlyMemory<byte> except) =>
        new(level, key.Point, FindMode.Lease, key, leaseId, except);

    /// <summary>The message that carries this request.</summary>
    public FindRequest ToRequest(int paddingBytes) =>
        new()
        {
            Level = Level,
            Target = Target,
            Mode = Mode,
            Key = Key,
            LeaseId = LeaseId,
            Except = Except.Span,
            PaddingBytes = paddingBytes,
        };
}
