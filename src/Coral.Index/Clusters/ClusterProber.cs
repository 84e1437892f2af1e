using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Rpc;

namespace Coral.Index.Clusters;

/// <summary>Asks and measures members of clusters, our own and others.</summary>
/// <remarks>
/// A draw: (1) ask a member for the members next to a random point; (2) go on with the nearest of them until none is
/// nearer; (3) measure those that the last one named: it knows all its neighbours, so they are there by the chance of
/// their ids alone. Owned by the node's loop.
/// </remarks>
internal sealed class ClusterProber(PeerTable peers, IIndexRpc rpc, NodeClock clock, Random random)
{
    /// <summary>Nodes asked one after another in a draw, at most.</summary>
    public const int MaxHops = 5;

    /// <summary>A member heard within this time needs no ping: what its least round trip is does not change.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    /// <summary>Draws up to nine members of a cluster, and measures them.</summary>
    /// <param name="level">The level whose clusters are meant.</param>
    /// <param name="cluster">Which of them.</param>
    /// <param name="entry">A member.</param>
    /// <returns>Whether anybody was drawn.</returns>
    public async Task<bool> SampleAsync(ClusterMembership level, Identifier cluster, NodeContact entry)
    {
        var target = RandomPoint();
        var answer = new FindAnswer();
        var position = entry;
        for (var hop = 0; hop < MaxHops; hop++)
        {
            var question = new FindQuery(
                level.Level,
                target,
                FindMode.Nodes,
                Key: default,
                LeaseId: 0,
                Except: default
            );
            if (
                !await rpc.FindAsync(position, question, answer)
                || peers.Find(position.Id) is not { } peer
                || !level.IsIn(peer, cluster)
            )
            {
                return false;
            }

            var nearest = NearestTo(target, answer.Contacts);
            if (nearest is null || XorDistance.Compare(target, nearest.Value.Id.Point, position.Id.Point) >= 0)
            {
                break;
            }

            position = nearest.Value;
        }

        answer.Contacts.Add(position);
        await MeasureAsync(answer.Contacts);
        foreach (var contact in answer.Contacts)
        {
            if (peers.Find(contact.Id) is { RoundTrip.HasSample: true } member && level.IsIn(member, cluster))
            {
                level.Drawn(cluster, member.Id);
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
        var question = new FindQuery(
            ClusterLevel.Global,
            contact.Id.Point,
            FindMode.Nearest,
            Key: default,
            LeaseId: 0,
            Except: default
        );
        if (await rpc.FindAsync(contact, question, answer))
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
        var question = new FindQuery(level, cluster, FindMode.Opinion, Key: default, LeaseId: 0, Except: default);
        var answers = members.Select(_ => new FindAnswer()).ToArray();
        var answered = await Task.WhenAll(members.Select((member, i) => rpc.FindAsync(member, question, answers[i])));
        return [.. answers.Where((_, i) => answered[i]).Select(answer => answer.Opinion)];
    }

    /// <summary>A point anywhere in the space.</summary>
    public Identifier RandomPoint()
    {
        Span<byte> bytes = stackalloc byte[Identifier.ByteCount];
        random.NextBytes(bytes);
        return Identifier.Read(bytes);
    }

    /// <summary>Pings those that were not heard lately, all at once.</summary>
    public Task MeasureAsync(IReadOnlyList<NodeContact> contacts) =>
        Task.WhenAll(contacts.Where(MustPing).Select(contact => rpc.PingAsync(contact, key: null)).ToArray());

    private bool MustPing(NodeContact contact) =>
        peers.MayLearn(contact)
        && (peers.Find(contact.Id) is not { RoundTrip.HasSample: true } peer || clock.Now - peer.LastSeen > Recent);

    private NodeContact? NearestTo(Identifier target, List<NodeContact> contacts)
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
