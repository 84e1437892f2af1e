using Coral.Core.Identity;

namespace Coral.Index.Lookup;

/// <summary>
/// Decides how far one hop goes: far enough to arrive soon, not so far that all arrive over the same nodes.
/// </summary>
internal interface IHopRule
{
    /// <summary>
    /// Where the hop after this one should lie; the same as before when there is nothing more to correct.
    /// </summary>
    /// <param name="key">The destination of the lookup.</param>
    /// <param name="target">The last target; the caller's id at first.</param>
    /// <param name="position">The nearest node that has answered.</param>
    Identifier Next(Identifier key, Identifier target, Identifier position);

    /// <summary>True if a node may be the next hop at all.</summary>
    bool Leads(Identifier key, Identifier target, Identifier position, Identifier node);

    /// <summary>True if <paramref name="node"/> is a better next hop than <paramref name="best"/>.</summary>
    bool IsBetter(Identifier key, Identifier target, Identifier node, Identifier best);
}
