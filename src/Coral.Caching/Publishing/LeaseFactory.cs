using System.Buffers.Binary;
using Coral.Caching.Events;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Publishing;

/// <summary>Draws leases: their ids are unguessable, their value points to this node.</summary>
internal sealed class LeaseFactory(
    ITokenSource tokens,
    Func<NodeContact> self,
    CooperationOptions options,
    ICacheEvents events
)
{
    /// <summary>A new lease for <paramref name="key"/>.</summary>
    public Lease Create(Key key, Action reachedGlobal)
    {
        events.LeaseDrawn(key);
        Span<byte> id = stackalloc byte[sizeof(ulong)];
        tokens.Fill(id);
        var pointer = new Pointer(self(), PointerFlags.None, default, 0);
        return new Lease(BinaryPrimitives.ReadUInt64BigEndian(id) | 1, pointer.Encode(), options.LeaseTime)
        {
            ReachedGlobal = reachedGlobal,
        };
    }
}
