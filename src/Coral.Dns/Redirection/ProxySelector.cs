using Coral.Core.Index;
using Coral.Core.Randomness;
using Coral.Dns.Clusters;
using Coral.Dns.Configuration;
using Coral.Dns.Resolvers;

namespace Coral.Dns.Redirection;

/// <summary>The order in which nodes are taken for an answer. Safe from any thread; allocates nothing.</summary>
/// <remarks>
/// 1. Nodes that measured the client's network as near, band by band (<see cref="RoundTripBand"/>), the nearest first:
/// those that hints name, and this one. Nodes that are near only by their routers come last.
/// 2. Members of the cluster of the client's level, and while there are too few, of the next level down. This node is
/// one of the members above level
/// 0.
/// 3. This node, when there are still too few.
/// 4. Members that did not answer the last check, but answered one shortly before: perhaps only a datagram was lost.
/// 5. Where these steps name no node, the same with overloaded nodes: a slow proxy is better than none.
/// Among the nodes of a band, and among the members of a cluster, <see cref="RendezvousSampler"/> draws.
/// </remarks>
internal sealed class ProxySelector(DnsOptions options, SharedSplitMix64 random)
{
    private readonly RendezvousSampler _sampler = new(options.Addresses, options.Spread, random);
    private readonly uint _nearSeconds = (uint)options.NearTimeToLive.TotalSeconds;
    private readonly uint _farSeconds = (uint)options.FarTimeToLive.TotalSeconds;

    /// <summary>Chooses the proxies of one answer.</summary>
    /// <param name="request">The client and the host of the query.</param>
    /// <param name="snapshot">The living members of our clusters.</param>
    /// <param name="hinted">The nodes near the client by hints, where these have been looked up.</param>
    /// <param name="choice">Receives the proxies; fewer than wanted, or none, when there are no more.</param>
    /// <param name="trace">
    /// Receives every candidate and its outcome; <see langword="null"/> for ordinary queries.
    /// </param>
    public void Select(
        in SelectionRequest request,
        ClusterSnapshot snapshot,
        HintedNodes? hinted,
        ref ProxyChoice choice,
        List<DecisionCandidate>? trace
    )
    {
        SelectOnce(request, snapshot, hinted, ref choice, trace);
        if (choice is { Count: 0, HasSkippedOverloaded: true })
        {
            trace?.Clear();
            SelectOnce(request with { TakesOverloaded = true }, snapshot, hinted, ref choice, trace);
        }
    }

    private void SelectOnce(
        in SelectionRequest request,
        ClusterSnapshot snapshot,
        HintedNodes? hinted,
        ref ProxyChoice choice,
        List<DecisionCandidate>? trace
    )
    {
        choice.Seconds = _nearSeconds;
        choice.Reached = request.Level;
        DrawNear(request, snapshot, hinted, ref choice, trace);
        var last = request.Level;
        for (var level = request.Level; level >= ClusterLevel.Global && choice.Count < options.Addresses; level--)
        {
            var before = choice.Count;
            var self = level > ClusterLevel.Global ? snapshot.Self : null;
            _sampler.Draw(request, snapshot[level].Nodes, self, snapshot.Self.HttpPort, level, ref choice, trace);
            Reach(level, before, ref choice);
            last = level;
        }

        if (choice.Count < options.Addresses)
        {
            var before = choice.Count;
            _sampler.Draw(request, nodes: null, snapshot.Self, snapshot.Self.HttpPort, level: null, ref choice, trace);
            Reach(request.Level, before, ref choice);
        }

        for (
            var level = request.Level;
            level >= last && (choice.Count < options.Addresses || trace is not null);
            level--
        )
        {
            DrawSuspected(request, snapshot, level, ref choice, trace);
        }
    }

    /// <summary>
    /// Notes that proxies of a level were drawn; proxies below level 2 give the answer a short time to live.
    /// </summary>
    private void Reach(ClusterLevel level, int before, ref ProxyChoice choice)
    {
        if (choice.Count == before)
        {
            return;
        }

        choice.Reached = level < choice.Reached ? level : choice.Reached;
        if (level < ClusterLevel.Near)
        {
            choice.Seconds = _farSeconds;
        }
    }

    private void DrawSuspected(
        in SelectionRequest request,
        ClusterSnapshot snapshot,
        ClusterLevel level,
        ref ProxyChoice choice,
        List<DecisionCandidate>? trace
    )
    {
        var view = snapshot[level];
        if (choice.Count < options.Addresses)
        {
            var before = choice.Count;
            _sampler.Draw(request, view.Suspected, self: null, snapshot.Self.HttpPort, level, ref choice, trace);
            Reach(level, before, ref choice);
        }
        else if (trace is not null)
        {
            AddSilent(view.Suspected.Select(node => node.Contact), level, trace);
        }

        if (trace is not null)
        {
            AddSilent(view.Unresponsive, level, trace);
        }
    }

    private void DrawNear(
        in SelectionRequest request,
        ClusterSnapshot snapshot,
        HintedNodes? hinted,
        ref ProxyChoice choice,
        List<DecisionCandidate>? trace
    )
    {
        var diameter = snapshot[ClusterLevel.Near].Diameter;
        var own = OwnBand(request, hinted, diameter);
        var first = 0;
        for (var band = 0; band < RoundTripBand.Count; band++)
        {
            var end = hinted?.EndOf(band, first, diameter) ?? 0;
            if (end > first || band == own)
            {
                var nodes = hinted is null ? default : hinted.Nodes.AsSpan(first, end - first);
                _sampler.Draw(
                    request,
                    nodes,
                    band == own ? snapshot.Self : null,
                    snapshot.Self.HttpPort,
                    level: null,
                    ref choice,
                    trace
                );
            }

            first = end;
        }
    }

    /// <summary>The band of this node, by its own measurement or by a hint about it.</summary>
    /// <returns><see cref="RoundTripBand.Count"/> where this node is not near the client.</returns>
    private static int OwnBand(in SelectionRequest request, HintedNodes? hinted, TimeSpan diameter)
    {
        var measured =
            request.Client.RoundTrip is { } known && known < diameter
                ? RoundTripBand.Of(known, diameter)
                : RoundTripBand.Count;
        var ownHint = hinted?.OwnRoundTrip is { } said ? RoundTripBand.Of(said, diameter) : RoundTripBand.Count;
        return Math.Min(measured, ownHint);
    }

    private static void AddSilent(IEnumerable<NodeContact> nodes, ClusterLevel level, List<DecisionCandidate> trace) =>
        trace.AddRange(
            nodes.Select(node => new DecisionCandidate(node.Id, node.Address, level, CandidateOutcome.Silent))
        );
}
