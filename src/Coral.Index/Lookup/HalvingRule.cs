using Coral.Core.Identity;

namespace Coral.Index.Lookup;

/// <summary>
/// The hop rule of the paper's illustration (figure 1): to the node whose distance to the key is closest to half of the
/// last one's.
/// </summary>
/// <remarks>
/// Easier to draw than the formal rule, and slower: every hop corrects one bit even where the next ones are right
/// already, so that a lookup takes log2 n hops instead of half as many. All lookups of a key pass through the same last
/// few nodes. Kept to check the figure's numbers and to show the difference in the simulator; of two equally good nodes
/// the nearer is taken.
/// </remarks>
internal sealed class HalvingRule : IHopRule
{
    /// <inheritdoc />
    public Identifier Next(Identifier key, Identifier target, Identifier position) => key ^ (key ^ position).Half();

    /// <inheritdoc />
    public bool Leads(Identifier key, Identifier target, Identifier position, Identifier node) =>
        XorDistance.Compare(key, node, position) < 0;

    /// <inheritdoc />
    public bool IsBetter(Identifier key, Identifier target, Identifier node, Identifier best)
    {
        var wanted = key ^ target;
        var order = (key ^ node).Gap(wanted).CompareTo((key ^ best).Gap(wanted));
        return order < 0 || (order == 0 && XorDistance.Compare(key, node, best) < 0);
    }
}
