using Coral.Core.Identity;

namespace Coral.Index.Clusters;

/// <summary>Members of one cluster that were drawn by chance, and are measured to judge it.</summary>
/// <remarks>
/// The members that a node knows anyway are no fair sample of a cluster: tables prefer the near. Their round trips are
/// kept with the peers themselves. Holds the <see cref="Capacity"/> drawn last. Owned by the node's loop.
/// </remarks>
internal sealed class ClusterSample
{
    /// <summary>Members remembered at most.</summary>
    public const int Capacity = 64;

    /// <summary>After this time a draw says nothing about the cluster any more.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromHours(1);

    private readonly List<Draw> _draws = [];

    /// <summary>Those drawn within the last hour, longest ago first.</summary>
    public IEnumerable<NodeId> Members(TimeSpan now) =>
        _draws.Where(draw => now - draw.At <= Validity).Select(draw => draw.Member);

    /// <summary>A member was drawn.</summary>
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
