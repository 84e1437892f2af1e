using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Lookup;
using Coral.Index.Routing;
using Coral.Index.Rpc;

namespace Coral.Index.Clusters;

/// <summary>A lookup of the member of a cluster that is nearest to a random point.</summary>
/// <remarks>
/// Each hop goes to the nearest contact that the one before named, until none is nearer, or after
/// <see cref="MaxHops"/>. A node that does not respond, or is in another cluster by now, ends the lookup without a
/// result.
/// </remarks>
/// <param name="peers">The tables that name the clusters of known nodes.</param>
/// <param name="membership">The level whose clusters are meant.</param>
/// <param name="cluster">The id of the cluster that every hop must be in.</param>
/// <param name="target">The random point that the lookup approaches.</param>
/// <param name="entry">The member of the cluster that is asked first.</param>
internal sealed class SampleQuery(
    PeerTable peers,
    ClusterMembership membership,
    Identifier cluster,
    Identifier target,
    NodeContact entry
) : IQuery
{
    /// <summary>Most nodes asked, one after another.</summary>
    public const int MaxHops = 5;

    private NodeContact _position = entry;
    private int _hops;

    /// <summary>
    /// The contacts that the last member named, and the member itself: the neighbours of a random point, so a random
    /// sample. Empty when the lookup ended without a result.
    /// </summary>
    public List<NodeContact> Members { get; private set; } = [];

    /// <inheritdoc />
    public FindQuery Question { get; } = FindQuery.ForNodes(membership.Level, target);

    /// <inheritdoc />
    public Hop? Next() => _hops++ == MaxHops ? null : new Hop(new Candidate(_position), Question.Target);

    /// <inheritdoc />
    public bool TakeIn(Hop hop)
    {
        if (!hop.HasAnswered || peers.Find(_position.Id) is not { } peer || !membership.IsIn(peer, cluster))
        {
            Members = [];
            return true;
        }

        var nearest = NearestOf(hop.Answer.Contacts);
        var isNearer = nearest is { } contact && XorDistance.Compare(target, contact.Id.Point, _position.Id.Point) < 0;
        _position = isNearer ? nearest!.Value : _position;
        Members = [.. hop.Answer.Contacts, _position];
        return !isNearer;
    }

    private NodeContact? NearestOf(List<NodeContact> contacts)
    {
        NodeContact? nearest = null;
        foreach (var contact in contacts)
        {
            if (
                peers.MayLearn(contact)
                && (nearest is null || XorDistance.Compare(target, contact.Id.Point, nearest.Value.Id.Point) < 0)
            )
            {
                nearest = contact;
            }
        }

        return nearest;
    }
}
