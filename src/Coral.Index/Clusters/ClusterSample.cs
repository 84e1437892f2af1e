using Coral.Core.Identity;

namespace Coral.Index.Clusters;

/// <summary>Random members of one cluster, which are measured to judge the cluster.</summary>
/// <remarks>
/// The members that a node knows already are no fair sample of a cluster: tables prefer near nodes. Their round trips
/// are kept with the peers themselves. Holds the last <see cref="Capacity"/> members drawn. Owned by the node's loop.
/// </remarks>
internal sealed class ClusterSample
{
    /// <summary>Most members remembered.</summary>
    public const int Capacity = 64;

    /// <summary>The time after which a drawn member no longer counts.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromHours(1);

    private readonly List<Draw> _draws = [];

    /// <summary>The members drawn within the last hour, oldest draw first.</summary>
    public IEnumerable<NodeId> Members(TimeSpan now) =>
        _draws.Where(draw => now - draw.At <= Validity).Select(draw => draw.Member);

    /// <summary>Adds a member that was drawn.</summary>
    public void Add(NodeId member, TimeSpan now)
    {
        _draws.RemoveAll(draw => draw.Member == member);
        if (_draws.Count == Capacity)
        {
            _draws.RemoveAt(0);
        }

        _draws.Add(new Draw(member, now));
    }

    private readonly record struct Draw(NodeId Member, TimeSpan At);
}
