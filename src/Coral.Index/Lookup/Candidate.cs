using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Index.Lookup;

/// <summary>A node that a lookup knows of.</summary>
internal sealed class Candidate(NodeContact contact)
{
    public NodeContact Contact { get; } = contact;

    public Identifier Point => Contact.Id.Point;

    public CandidateState State { get; set; }

    /// <summary>
    /// True if the node was asked for the nodes nearest to the key itself, not to a point on the way.
    /// </summary>
    public bool WasQueriedForKey { get; set; }

    /// <summary>True if the node has stored the lookup's value.</summary>
    public bool HasStored { get; set; }
}
