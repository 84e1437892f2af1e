using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Lookup;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Rpc;

namespace Coral.Index.Clusters;

/// <summary>Asks and measures members of clusters, our own and others.</summary>
/// <remarks>Owned by the node's loop.</remarks>
internal sealed class ClusterProber(LookupContext context, Random random)
{
    /// <summary>A member heard within this time needs no ping: its least round trip is known already.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    private PeerTable Peers => context.Peers;

    /// <summary>Draws up to nine random members of a cluster, and measures them.</summary>
    /// <param name="membership">The level whose clusters are meant.</param>
    /// <param name="cluster">The id of the cluster to sample.</param>
    /// <param name="entry">A member of it, which names the others.</param>
    /// <returns>Whether any member was drawn.</returns>
    public async Task<bool> SampleAsync(ClusterMembership membership, Identifier cluster, NodeContact entry)
    {
        var query = new SampleQuery(Peers, membership, cluster, RandomPoint(), entry);
        await QueryEngine.RunAsync(query, CallWindow.Single(context), CancellationToken.None);
        if (query.Members.Count == 0)
        {
            return false;
        }

        await MeasureAsync(query.Members);
        foreach (var contact in query.Members)
        {
            if (Peers.Find(contact.Id) is { RoundTrip.HasSample: true } member && membership.IsIn(member, cluster))
            {
                membership.Drawn(cluster, member.Id);
            }
        }

        return true;
    }

    /// <summary>
    /// Asks one of our nearest contacts for its nearest ones, and measures those that we do not know.
    /// </summary>
    public async Task QueryNearestAsync(NodeContact contact)
    {
        var answer = new FindAnswer();
        var question = FindQuery.ForNodes(ClusterLevel.Global, contact.Id.Point) with { Mode = FindMode.Nearest };
        if (await context.Rpc.FindAsync(contact, question, answer))
        {
            await MeasureAsync(answer.Contacts);
        }
    }

    /// <summary>Asks members of our own cluster how near another one is to them.</summary>
    public async Task<List<ClusterTally>> AskMembersAsync(
        ClusterLevel level,
        IReadOnlyList<NodeContact> members,
        Identifier cluster
    )
    {
        var question = FindQuery.ForNodes(level, cluster) with { Mode = FindMode.Opinion };
        var answers = members.Select(_ => new FindAnswer()).ToArray();
        var answered = await Task.WhenAll(
            members.Select((member, i) => context.Rpc.FindAsync(member, question, answers[i]))
        );
        return [.. answers.Where((_, i) => answered[i]).Select(answer => answer.Opinion)];
    }

    /// <summary>Pings those that were not heard lately, all at once.</summary>
    public Task MeasureAsync(IReadOnlyList<NodeContact> contacts) =>
        Task.WhenAll(contacts.Where(MustPing).Select(contact => context.Rpc.PingAsync(contact, key: null)).ToArray());

    private Identifier RandomPoint()
    {
        Span<byte> bytes = stackalloc byte[Identifier.ByteCount];
        random.NextBytes(bytes);
        return Identifier.Read(bytes);
    }

    private bool MustPing(NodeContact contact) =>
        Peers.MayLearn(contact)
        && (
            Peers.Find(contact.Id) is not { RoundTrip.HasSample: true } peer
            || context.Clock.Now - peer.LastSeen > Recent
        );
}
