using Coral.Core.Identity;

namespace Coral.Index.Lookup;

/// <summary>
/// A rule for the length of one hop: long enough for short lookups, not so long that all callers of a key cross the
/// same nodes.
/// </summary>
internal interface IHopRule
{
    /// <summary>The target of the next hop; the same as before when no bit is left to correct.</summary>
    /// <param name="key">The key that the lookup approaches.</param>
    /// <param name="target">The target of the last hop; the caller's id at first.</param>
    /// <param name="position">The nearest node that has responded so far.</param>
    Identifier Next(Identifier key, Identifier target, Identifier position);

    /// <summary>True if a node may be the next hop at all.</summary>
    bool Leads(Identifier key, Identifier target, Identifier position, Identifier node);

    /// <summary>True if <paramref name="node"/> is a better next hop than <paramref name="best"/>.</summary>
    bool IsBetter(Identifier key, Identifier target, Identifier node, Identifier best);
}
