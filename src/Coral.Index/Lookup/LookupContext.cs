using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Rpc;

namespace Coral.Index.Lookup;

/// <summary>What every walk of a node uses: its own tables and store, others over the network, and who it is.</summary>
/// <remarks>A question to ourselves is answered on the spot by the same code that answers others.</remarks>
internal sealed class LookupContext(
    LocalNode self,
    PeerTable peers,
    IndexServer server,
    IIndexRpc rpc,
    IndexOptions options,
    NodeClock clock
)
{
    private readonly NearestPeers _nearest = new(FindResponse.MaxContacts);
    private readonly IHopRule _putRule = RuleOf(options, isHeldBack: false);
    private readonly IHopRule _lookRule = RuleOf(options, isHeldBack: true);
    private ulong _ownTransaction;

    public LocalNode Self { get; } = self;

    public PeerTable Peers { get; } = peers;

    public IIndexRpc Rpc { get; } = rpc;

    public IndexOptions Options { get; } = options;

    public NodeClock Clock { get; } = clock;

    /// <summary>How far one hop goes, by what is asked on the way.</summary>
    public IHopRule RuleFor(FindMode mode) => mode == FindMode.Probe ? _putRule : _lookRule;

    /// <summary>This node's own answers, without a walk: most operations on a popular key end here.</summary>
    public IndexServer Server { get; } = server;

    /// <summary>Asks any node, this one included.</summary>
    public Task<bool> FindAsync(NodeContact to, FindQuery query, FindAnswer answer)
    {
        if (to.Id != Self.Id)
        {
            return Rpc.FindAsync(to, query, answer);
        }

        Server.Find(Myself(), query.ToRequest(paddingBytes: 0), answer);
        return Task.FromResult(true);
    }

    /// <summary>Asks any node to store, this one included.</summary>
    public Task<bool> StoreAsync(NodeContact to, StoreCommand command, StoreAnswer answer)
    {
        if (to.Id != Self.Id)
        {
            return Rpc.StoreAsync(to, command, answer);
        }

        Server.Store(Myself(), command.ToRequest(), answer);
        return Task.FromResult(true);
    }

    /// <summary>Adds the contacts of our own table that are nearest to <paramref name="target"/>.</summary>
    public void AddOwn(ClusterLevel level, Identifier target, int count, Shortlist shortlist)
    {
        Peers.Table(level).Nearest(target, _nearest, count);
        for (var i = 0; i < _nearest.Count; i++)
        {
            shortlist.Add(_nearest[i].Contact);
        }
    }

    private IndexServer.Caller Myself() => new(Self.Contact, ++_ownTransaction, Shares: true);

    private static IHopRule RuleOf(IndexOptions options, bool isHeldBack) =>
        options.HopRule == HopRule.Halving ? new HalvingRule() : new SpliceRule(options.BitsPerHop, isHeldBack);
}
