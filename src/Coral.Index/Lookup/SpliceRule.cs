using Coral.Core.Identity;

namespace Coral.Index.Lookup;

/// <summary>b bits of the key more than the last hop had right, and no further: the paper's formal rule.</summary>
/// <remarks>
/// Let splice(k, r, i) be the top b·i bits of k and the rest of r. Start at t = r, the caller's own id; each time set
/// t = splice(k, t, i) with the least i that gives a new t, and go to the known node nearest to t. Going straight for
/// the key would lead everyone over the same few nodes next to it; so the last bits are the caller's own until the very
/// end, and callers from different parts of the space come to a key by different nodes.
/// </remarks>
/// <param name="bitsPerHop">The paper's b.</param>
/// <param name="isHeldBack">
/// Whether a hop may have at most b bits more right than its target. Where few nodes are known, the one nearest to the
/// target may lie right next to the key; lookups that pass it by see more of those around the key, and find their way
/// while tables are young. Puts take the formal rule as it stands: by it, one node more leaks to the closest with each
/// doubling of the network, held back no more than six do at any size.
/// </param>
internal sealed class SpliceRule(int bitsPerHop, bool isHeldBack) : IHopRule
{
    /// <inheritdoc />
    /// <remarks>What the position has right need not be corrected again.</remarks>
    public Identifier Next(Identifier key, Identifier target, Identifier position)
    {
        var right = Math.Max(
            XorDistance.Between(key, target).CommonPrefixLength,
            XorDistance.Between(key, position).CommonPrefixLength
        );
        if (right >= Identifier.BitCount)
        {
            return key;
        }

        var corrected = ((right / bitsPerHop) + 1) * bitsPerHop;
        return target.Splice(key, Math.Min(Identifier.BitCount, corrected));
    }

    /// <inheritdoc />
    /// <remarks>
    /// On the way a hop must have more leading bits right than the position. At the end, with the key itself as target,
    /// being nearer is enough.
    /// </remarks>
    public bool Leads(Identifier key, Identifier target, Identifier position, Identifier node)
    {
        if (target == key)
        {
            return XorDistance.Compare(key, node, position) < 0;
        }

        var shared = XorDistance.Between(key, node).CommonPrefixLength;
        return shared > XorDistance.Between(key, position).CommonPrefixLength
            && (!isHeldBack || shared <= XorDistance.Between(key, target).CommonPrefixLength + bitsPerHop);
    }

    /// <inheritdoc />
    public bool IsBetter(Identifier key, Identifier target, Identifier node, Identifier best) =>
        XorDistance.Compare(target, node, best) < 0;
}
