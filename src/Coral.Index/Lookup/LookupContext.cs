using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Time;
using Coral.Index.Messages;
using Coral.Index.Options;
using Coral.Index.Routing;
using Coral.Index.Rpc;

namespace Coral.Index.Lookup;

/// <summary>The node that runs lookups: its identity, its tables, and its means of asking others.</summary>
/// <param name="self">This node's id, address and ports.</param>
/// <param name="peers">The tables that lookups start from.</param>
/// <param name="rpc">Asks any node, this one included.</param>
/// <param name="options">Bits per hop, parallel requests and time-outs.</param>
internal sealed class LookupContext(
    LocalNode self,
    PeerTable peers,
    IIndexRpc rpc,
    IndexOptions options,
    MonotonicClock clock
)
{
    private readonly NearestPeers _nearest = new(FindResponse.MaxContacts);
    private readonly IHopRule _putRule = RuleOf(options, isHeldBack: false);
    private readonly IHopRule _findRule = RuleOf(options, isHeldBack: true);

    public LocalNode Self { get; } = self;

    public PeerTable Peers { get; } = peers;

    public IIndexRpc Rpc { get; } = rpc;

    public IndexOptions Options { get; } = options;

    public MonotonicClock Clock { get; } = clock;

    /// <summary>The hop rule: one for puts, another for all other lookups.</summary>
    public IHopRule RuleFor(FindMode mode) => mode == FindMode.Probe ? _putRule : _findRule;

    /// <summary>Adds the contacts of our own table that are nearest to <paramref name="target"/>.</summary>
    public void AddOwn(ClusterLevel level, Identifier target, int count, Shortlist shortlist)
    {
        Peers.Table(level).Nearest(target, _nearest, count);
        for (var i = 0; i < _nearest.Count; i++)
        {
            shortlist.Add(_nearest[i].Contact);
        }
    }

    private static IHopRule RuleOf(IndexOptions options, bool isHeldBack) =>
        options.HopRule == HopRule.Halving ? new HalvingRule() : new SpliceRule(options.BitsPerHop, isHeldBack);
}
