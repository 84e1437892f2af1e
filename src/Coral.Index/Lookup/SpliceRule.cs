using Coral.Core.Identity;

namespace Coral.Index.Lookup;

/// <summary>
/// The paper's formal hop rule: each hop corrects b more bits of the key than the last one, and no more.
/// </summary>
/// <remarks>
/// Let splice(k, r, i) be the top b·i bits of k and the rest of r. Start at t = r, the caller's own id; each time set
/// t = splice(k, t, i) with the least i that gives a new t, and go to the known node nearest to t. Going straight for
/// the key would lead everyone over the same few nodes next to it; so the last bits are the caller's own until the very
/// end, and callers from different parts of the space come to a key by different nodes.
/// </remarks>
/// <param name="bitsPerHop">The paper's b, at least 1.</param>
/// <param name="isHeldBack">
/// True if a hop may have at most b correct bits more than its target. Where few nodes are known, the one nearest to
/// the target may lie right next to the key; lookups that avoid it see more of the nodes around the key, and succeed
/// while tables are still filling. Puts follow the formal rule as it stands: with it, each doubling of the network adds
/// one node that leaks puts to the closest node; held back, no more than six leak at any size.
/// </param>
internal sealed class SpliceRule(int bitsPerHop, bool isHeldBack) : IHopRule
{
    /// <inheritdoc />
    /// <remarks>Bits that the position has right are not corrected again.</remarks>
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
