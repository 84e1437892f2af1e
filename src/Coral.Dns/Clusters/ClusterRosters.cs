using Coral.Core.Index;

namespace Coral.Dns.Clusters;

/// <summary>The members of each of this node's clusters that are checked: a sample, redrawn now and then.</summary>
/// <remarks>Used by one round of <see cref="NodeMonitor"/> at a time.</remarks>
/// <param name="directory">The source of the clusters' members.</param>
/// <param name="random">Draws the members of samples.</param>
/// <param name="size">Most members of one sample.</param>
internal sealed class ClusterRosters(INodeDirectory directory, Random random, int size)
{
    private static readonly NodeServices[] Services = [NodeServices.Http, NodeServices.Dns];
    private static readonly ClusterLevel[] Levels = Enum.GetValues<ClusterLevel>();
    private readonly List<NodeContact>[] _rosters = [.. Levels.Select(_ => new List<NodeContact>())];

    /// <summary>The sample of a level.</summary>
    public IReadOnlyList<NodeContact> this[ClusterLevel level] => _rosters[(int)level];

    /// <summary>The nodes of all samples, each once.</summary>
    public List<NodeContact> All() => [.. _rosters.SelectMany(roster => roster).DistinctBy(contact => contact.Id)];

    /// <summary>Fills every sample: members that answered stay, the rest is drawn anew.</summary>
    /// <param name="last">The result of the last round; <see langword="null"/> before the first.</param>
    /// <param name="isFull">True to replace members that did not answer or have left the directory, too.</param>
    public async Task RenewAsync(ClusterSnapshot? last, bool isFull)
    {
        foreach (var level in Levels)
        {
            await RenewAsync(level, last?[level].Nodes ?? [], isFull);
        }
    }

    private async ValueTask RenewAsync(ClusterLevel level, MonitoredNode[] alive, bool isFull)
    {
        var members = new List<NodeContact>();
        foreach (var service in Services)
        {
            members.AddRange(
                await directory.NodesAsync(level, 4 * size, target: null, service, CancellationToken.None)
            );
        }

        var roster = _rosters[(int)level];
        var known = members.DistinctBy(member => member.Id).ToDictionary(member => member.Id);
        var answered = alive.Select(node => node.Contact.Id).ToHashSet();
        var staying = roster.Where(node => known.ContainsKey(node.Id) && answered.Contains(node.Id)).ToList();
        var others = known.Values.ExceptBy(staying.Select(node => node.Id), node => node.Id).ToArray();
        random.Shuffle(others);
        var former = isFull ? [] : roster.ToArray();
        roster.Clear();
        roster.AddRange(staying.Concat(others).Concat(former).DistinctBy(node => node.Id).Take(size));
    }
}
