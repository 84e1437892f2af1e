using System.Collections.Concurrent;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Fixtures.Cooperation;

/// <summary>Several caches in one process: <see cref="IPeerNetwork"/> without a network, in virtual time.</summary>
/// <remarks>
/// Every exchange takes <see cref="Latency"/> each way. Members can die, be cut off from one another, or lie.
/// </remarks>
internal sealed class PeerNetworkTwin(TimeProvider clock)
{
    private readonly ConcurrentDictionary<NodeId, Member> _members = [];
    private readonly HashSet<(NodeId From, NodeId To)> _cut = [];

    public TimeProvider Clock => clock;

    /// <summary>One way.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Changes what a member answers: for liars. Given the answering member.</summary>
    public Func<NodeContact, PeerRequest, PeerResponse<IOriginBody>, PeerResponse<IOriginBody>>? Tamper { get; set; }

    /// <summary>Every question, in order: who asked whom what.</summary>
    public ConcurrentQueue<(NodeContact From, NodeContact To, PeerRequest Request)> Questions { get; } = [];

    /// <summary>Makes a cache answer at <paramref name="contact"/>.</summary>
    public void Join(NodeContact contact, IPeerService service) => _members[contact.Id] = new Member(service);

    /// <summary>The way to others of the member at <paramref name="self"/>.</summary>
    public IPeerNetwork For(NodeContact self) => new TwinClient(this, self);

    /// <summary>Every connection of <paramref name="node"/> is lost at once, and no new one is made.</summary>
    public void Kill(NodeId node)
    {
        if (_members.TryRemove(node, out var member))
        {
            member.Life.Cancel();
        }
    }

    /// <summary>Two members cannot reach one another, though others reach both; what is under way goes on.</summary>
    public void Cut(NodeId one, NodeId other, bool isCut = true)
    {
        foreach (var pair in new[] { (one, other), (other, one) })
        {
            _ = isCut ? _cut.Add(pair) : _cut.Remove(pair);
        }
    }

    /// <summary>The member that <paramref name="from"/> reaches at <paramref name="to"/>.</summary>
    public Member? Reach(NodeId from, NodeId to) =>
        _members.ContainsKey(from) && !_cut.Contains((from, to)) ? _members.GetValueOrDefault(to) : null;

    /// <summary>Its end.</summary>
    public CancellationToken LifeOf(NodeId node) =>
        _members.TryGetValue(node, out var member) ? member.Life.Token : new CancellationToken(canceled: true);

    /// <summary>A member, until it dies.</summary>
    internal sealed record Member(IPeerService Service)
    {
        public CancellationTokenSource Life { get; } = new();
    }
}
