using Coral.Core.Index;

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
    /// <param name="hood">Who lives.</param>
    /// <param name="nearby">Who is near the client by hints.</param>
    /// <param name="choice">The proxies; fewer than wanted, or none, when there are no more.</param>
    /// <param name="trace">Takes down who was considered, where somebody wants to know.</param>
    public void Select(
        in SelectionRequest request,
        Neighbourhood hood,
        Nearby? nearby,
        ref ProxyChoice choice,
        List<DecisionCandidate>? trace
    )
    {
        SelectOnce(request, hood, nearby, ref choice, trace);
        if (choice is { Count: 0, HasSpared: true })
        {
            trace?.Clear();
            SelectOnce(request with { TakesOverloaded = true }, hood, nearby, ref choice, trace);
        }
    }

    private void SelectOnce(
        in SelectionRequest request,
        Neighbourhood hood,
        Nearby? nearby,
        ref ProxyChoice choice,
        List<DecisionCandidate>? trace
    )
    {
        choice.Seconds = _nearSeconds;
        DrawNear(request, hood, nearby, ref choice, trace);
        var last = request.Level;
        for (var level = request.Level; level >= ClusterLevel.Global && choice.Count < options.Addresses; level--)
        {
            var before = choice.Count;
            var self = level > ClusterLevel.Global ? hood.Self : null;
            Draw(request, hood[level].Nodes, self, hood, level, ref choice, trace);
            ShortenIfFar(level, before, ref choice);
            last = level;
        }

        if (choice.Count < options.Addresses)
        {
            var before = choice.Count;
            Draw(request, nodes: null, hood.Self, hood, level: null, ref choice, trace);
            ShortenIfFar(request.Level, before, ref choice);
        }

        for (
            var level = request.Level;
            level >= last && (choice.Count < options.Addresses || trace is not null);
            level--
        )
        {
            DrawDoubtful(request, hood, level, ref choice, trace);
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
        Neighbourhood hood,
        ClusterLevel level,
        ref ProxyChoice choice,
        List<DecisionCandidate>? trace
    )
    {
        var view = hood[level];
        if (choice.Count < options.Addresses)
        {
            var before = choice.Count;
            Draw(request, view.Doubtful, self: null, hood, level, ref choice, trace);
            ShortenIfFar(level, before, ref choice);
        }
        else if (trace is not null)
        {
            AddSilent(view.Doubtful.Select(node => node.Contact), level, trace);
        }

        if (trace is not null)
        {
            AddSilent(view.Silent, level, trace);
        }
    }

    private void DrawNear(
        in SelectionRequest request,
        Neighbourhood hood,
        Nearby? nearby,
        ref ProxyChoice choice,
        List<DecisionCandidate>? trace
    )
    {
        var diameter = hood[ClusterLevel.Near].Diameter;
        var own = OwnBand(request, nearby, diameter);
        var first = 0;
        for (var band = 0; band < RoundTripBand.Count; band++)
        {
            var end = nearby?.EndOf(band, first, diameter) ?? 0;
            if (end > first || band == own)
            {
                var nodes = nearby is null ? default : nearby.Nodes.AsSpan(first, end - first);
                Draw(request, nodes, band == own ? hood.Self : null, hood, level: null, ref choice, trace);
            }

            first = end;
        }
    }

    /// <summary>This node's, by what it has measured or by what hints say of it.</summary>
    /// <returns>None of them where it is not near.</returns>
    private static int OwnBand(in SelectionRequest request, Nearby? nearby, TimeSpan diameter)
    {
        var measured =
            request.Client.RoundTrip is { } known && known < diameter
                ? RoundTripBand.Of(known, diameter)
                : RoundTripBand.Count;
        var hinted = nearby?.OwnRoundTrip is { } said ? RoundTripBand.Of(said, diameter) : RoundTripBand.Count;
        return Math.Min(measured, hinted);
    }

    private void Draw(
        in SelectionRequest request,
        ReadOnlySpan<WatchedNode> nodes,
        WatchedNode? self,
        Neighbourhood hood,
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
        var count = Rank(request, nodes, place: 0, hood, ref choice, ranked);
        if (self is not null)
        {
            count += Rank(
                request,
                new ReadOnlySpan<WatchedNode>(in self),
                nodes.Length,
                hood,
                ref choice,
                ranked[count..]
            );
        }

        if (trace is not null)
        {
            AddUnfit(request, nodes, self, hood, level, trace);
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

            var drawn = isChosen ? Fate.Chosen : Fate.NotDrawn;
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
        ReadOnlySpan<WatchedNode> nodes,
        int place,
        Neighbourhood hood,
        ref ProxyChoice choice,
        Span<long> ranked
    )
    {
        var httpPort = hood.Self.HttpPort;
        var count = 0;
        foreach (var node in nodes)
        {
            if (!EligibilityPolicy.MayBeNamed(node, request, httpPort))
            {
                choice.HasSpared |= EligibilityPolicy.IsOverloaded(node);
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
        ReadOnlySpan<WatchedNode> nodes,
        WatchedNode? self,
        Neighbourhood hood,
        ClusterLevel? level,
        List<DecisionCandidate> trace
    )
    {
        WatchedNode[] all = self is null ? [.. nodes] : [.. nodes, self];
        foreach (var node in all)
        {
            var fate = EligibilityPolicy.Judge(node, request, hood.Self.HttpPort);
            if (fate != Fate.NotDrawn)
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

    private static bool IsChosen(WatchedNode node, ref ProxyChoice choice)
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
        trace.AddRange(nodes.Select(node => new DecisionCandidate(node.Id, node.Address, level, Fate.Silent)));
}
