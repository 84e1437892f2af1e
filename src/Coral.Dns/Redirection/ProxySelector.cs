using Coral.Core.Index;
using Coral.Dns.Clusters;
using Coral.Dns.Configuration;
using Coral.Dns.Resolvers;

namespace Coral.Dns.Redirection;

/// <summary>Chooses the proxies of one answer. Safe from any thread; allocates nothing.</summary>
/// <remarks>
/// 1. Nodes that measured the client's network as near, band by band (<see cref="RoundTripBand"/>), the nearest
/// first: those that hints name, and this one. Those of whom only routers say it come last.
/// 2. Members of the cluster of the client's level, and while there are too few, of the next level down. This node is
/// one of the members above level 0.
/// 3. This node, when there are still too few.
/// 4. Members that did not answer when they were last asked, but shortly before: a node may have died, or a datagram.
/// 5. Where all that names nobody, the same with those who are overloaded: slow is better than nowhere.
/// Among the nodes of a band, and among the members of a cluster, those that rank highest for the host are preferred
/// (rendezvous hashing), more or fewer of them as <see cref="DnsOptions.Spread"/> says, and drawn from by chance.
/// </remarks>
internal sealed class ProxySelector(DnsOptions options, Dice dice)
{
    /// <summary>Nodes of one cluster that are looked at.</summary>
    public const int MaxNodes = 128;

    private readonly uint _nearSeconds = (uint)options.NearTimeToLive.TotalSeconds;
    private readonly uint _farSeconds = (uint)options.FarTimeToLive.TotalSeconds;

    /// <summary>Chooses.</summary>
    /// <param name="request">What for.</param>
    /// <param name="snapshot">Who lives.</param>
    /// <param name="hinted">Who is near the client by hints.</param>
    /// <param name="choice">The proxies; fewer than wanted, or none, when there are no more.</param>
    /// <param name="trace">Takes down who was considered, where somebody wants to know.</param>
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
        DrawNear(request, snapshot, hinted, ref choice, trace);
        var last = request.Level;
        for (var level = request.Level; level >= ClusterLevel.Global && choice.Count < options.Addresses; level--)
        {
            var before = choice.Count;
            var self = level > ClusterLevel.Global ? snapshot.Self : null;
            Draw(request, snapshot[level].Nodes, self, snapshot, level, ref choice, trace);
            ShortenIfFar(level, before, ref choice);
            last = level;
        }

        if (choice.Count < options.Addresses)
        {
            var before = choice.Count;
            Draw(request, nodes: null, snapshot.Self, snapshot, level: null, ref choice, trace);
            ShortenIfFar(request.Level, before, ref choice);
        }

        for (
            var level = request.Level;
            level >= last && (choice.Count < options.Addresses || trace is not null);
            level--
        )
        {
            DrawDoubtful(request, snapshot, level, ref choice, trace);
        }
    }

    /// <summary>An answer with proxies from beyond level 2 may be kept less long.</summary>
    private void ShortenIfFar(ClusterLevel level, int before, ref ProxyChoice choice)
    {
        if (choice.Count > before && level < ClusterLevel.Near)
        {
            choice.Seconds = _farSeconds;
        }
    }

    private void DrawDoubtful(
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
            Draw(request, view.Suspected, self: null, snapshot, level, ref choice, trace);
            ShortenIfFar(level, before, ref choice);
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
                Draw(request, nodes, band == own ? snapshot.Self : null, snapshot, level: null, ref choice, trace);
            }

            first = end;
        }
    }

    /// <summary>This node's, by what it has measured or by what hints say of it.</summary>
    /// <returns>None of them where it is not near.</returns>
    private static int OwnBand(in SelectionRequest request, HintedNodes? hinted, TimeSpan diameter)
    {
        var measured =
            request.Client.RoundTrip is { } known && known < diameter
                ? RoundTripBand.Of(known, diameter)
                : RoundTripBand.Count;
        var ownHint = hinted?.OwnRoundTrip is { } said ? RoundTripBand.Of(said, diameter) : RoundTripBand.Count;
        return Math.Min(measured, ownHint);
    }

    private void Draw(
        in SelectionRequest request,
        ReadOnlySpan<MonitoredNode> nodes,
        MonitoredNode? self,
        ClusterSnapshot snapshot,
        ClusterLevel? level,
        ref ProxyChoice choice,
        List<DecisionCandidate>? trace
    )
    {
        nodes = nodes[..Math.Min(nodes.Length, MaxNodes)];
        var most = nodes.Length + (self is null ? 0 : 1);
        if (most == 0)
        {
            return;
        }

        // A place in the list, ranked: the rank above, the place in the lowest byte; never negative.
        Span<long> ranked = stackalloc long[most];
        var count = Rank(request, nodes, place: 0, snapshot, ref choice, ranked);
        if (self is not null)
        {
            count += Rank(
                request,
                new ReadOnlySpan<MonitoredNode>(in self),
                nodes.Length,
                snapshot,
                ref choice,
                ranked[count..]
            );
        }

        if (trace is not null)
        {
            AddUnfit(request, nodes, self, snapshot, level, trace);
        }

        ranked = ranked[..count];
        var wanted = options.Addresses - choice.Count;
        var preferred = Math.Min(Math.Max(wanted, (int)Math.Ceiling(options.Spread * count)), count);
        BringUp(ranked, trace is null ? preferred : count);
        var thrown = dice.Throw(trace is null ? Math.Min(preferred, wanted + 1) : preferred);
        for (var i = 0; i < count; i++)
        {
            if (i < preferred)
            {
                var other = i + (int)(Dice.Read(thrown, i) % (ulong)(preferred - i));
                (ranked[i], ranked[other]) = (ranked[other], ranked[i]);
            }

            var place = (int)(ranked[i] & 0xFF);
            var node = place < nodes.Length ? nodes[place] : self!;
            var isChosen = choice.Count < options.Addresses;
            if (isChosen)
            {
                choice.Addresses[choice.Count++] = node.Contact.Address;
            }

            var drawn = isChosen ? CandidateOutcome.Chosen : CandidateOutcome.NotDrawn;
            trace?.Add(new DecisionCandidate(node.Contact.Id, node.Contact.Address, level, drawn));
            if (!isChosen && trace is null)
            {
                return;
            }
        }
    }

    /// <summary>Ranks those that may be named, and are not yet.</summary>
    /// <returns>How many there are.</returns>
    private static int Rank(
        in SelectionRequest request,
        ReadOnlySpan<MonitoredNode> nodes,
        int place,
        ClusterSnapshot snapshot,
        ref ProxyChoice choice,
        Span<long> ranked
    )
    {
        var httpPort = snapshot.Self.HttpPort;
        var count = 0;
        foreach (var node in nodes)
        {
            if (!EligibilityPolicy.MayBeNamed(node, request, httpPort))
            {
                choice.HasSkippedOverloaded |= EligibilityPolicy.IsOverloaded(node);
            }
            else if (choice.Count == 0 || !IsChosen(node, ref choice))
            {
                ranked[count++] = (long)(Dice.Scramble(request.Rank ^ node.Weight) >> 9 << 8) | (byte)place;
            }

            place++;
        }

        return count;
    }

    private static void AddUnfit(
        in SelectionRequest request,
        ReadOnlySpan<MonitoredNode> nodes,
        MonitoredNode? self,
        ClusterSnapshot snapshot,
        ClusterLevel? level,
        List<DecisionCandidate> trace
    )
    {
        MonitoredNode[] all = self is null ? [.. nodes] : [.. nodes, self];
        foreach (var node in all)
        {
            var fate = EligibilityPolicy.Evaluate(node, request, snapshot.Self.HttpPort);
            if (fate != CandidateOutcome.NotDrawn)
            {
                trace.Add(new DecisionCandidate(node.Contact.Id, node.Contact.Address, level, fate));
            }
        }
    }

    /// <summary>Puts the largest first, in their order.</summary>
    /// <remarks>
    /// The values are random, so that every branch on them would be guessed wrong half of the time: there is none.
    /// </remarks>
    private static void BringUp(Span<long> values, int largest)
    {
        for (var i = 0; i < largest; i++)
        {
            var most = values[i];
            for (var j = i + 1; j < values.Length; j++)
            {
                // What the other has more, if it has.
                var less = most - values[j];
                less &= less >> 63;
                values[j] += less;
                most -= less;
            }

            values[i] = most;
        }
    }

    private static bool IsChosen(MonitoredNode node, ref ProxyChoice choice)
    {
        for (var i = 0; i < choice.Count; i++)
        {
            if (choice.Addresses[i] == node.Contact.Address)
            {
                return true;
            }
        }

        return false;
    }

    private static void AddSilent(IEnumerable<NodeContact> nodes, ClusterLevel level, List<DecisionCandidate> trace) =>
        trace.AddRange(
            nodes.Select(node => new DecisionCandidate(node.Id, node.Address, level, CandidateOutcome.Silent))
        );
}
