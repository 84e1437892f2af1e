using Coral.Core.Index;

namespace Coral.Dns.Redirection;

/// <summary>Chooses the proxies of one answer. Safe from any thread; allocates nothing.</summary>
/// <remarks>
/// 1. Nodes that measured the client's network as near, band by band (<see cref="RoundTripBand"/>), the nearest
/// first: those that hints name, and this one.
/// 2. Members of the cluster of the client's level, and while there are too few, of the next level down. This node is
/// one of the members above level 0.
/// 3. This node, when there are still too few.
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
        choice.Seconds = _nearSeconds;
        DrawNear(request, hood, nearby, ref choice, trace);
        for (var level = request.Level; level >= ClusterLevel.Global && choice.Count < options.Addresses; level--)
        {
            var before = choice.Count;
            var self = level > ClusterLevel.Global ? hood.Self : null;
            Draw(request, hood[level].Nodes, self, hood, level, ref choice, trace);
            AddSilent(hood[level], trace);
            choice.Seconds = choice.Count > before && level < ClusterLevel.Near ? _farSeconds : choice.Seconds;
        }

        if (choice.Count < options.Addresses)
        {
            var before = choice.Count;
            Draw(request, nodes: null, hood.Self, hood, level: null, ref choice, trace);
            var isFar = choice.Count > before && request.Level < ClusterLevel.Near;
            choice.Seconds = isFar ? _farSeconds : choice.Seconds;
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
        var own = request.Client.RoundTrip is { } known && known < diameter ? RoundTripBand.Of(known, diameter) : -1;
        for (var band = 0; band < RoundTripBand.Count; band++)
        {
            var nodes = nearby is null ? default : nearby.In(band, diameter);
            if (nodes.Length > 0 || band == own)
            {
                Draw(request, nodes, band == own ? hood.Self : null, hood, level: null, ref choice, trace);
            }
        }
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
        // A place in the list below, ranked: the rank above, the place in the lowest byte.
        Span<ulong> ranked = stackalloc ulong[MaxNodes + 1];
        nodes = nodes[..Math.Min(nodes.Length, MaxNodes)];
        var count = 0;
        for (var i = 0; i < nodes.Length + (self is null ? 0 : 1); i++)
        {
            var node = i < nodes.Length ? nodes[i] : self!;
            var fate = EligibilityPolicy.Judge(node, request, hood.Self.Report.Ports.Http, options.MaxSilence);
            if (fate != Fate.NotDrawn)
            {
                trace?.Add(new DecisionCandidate(node.Contact.Id, node.Contact.Address, level, fate));
            }
            else if (!IsChosen(node, ref choice))
            {
                ranked[count++] = (Dice.Scramble(request.Rank ^ node.Weight) & ~0xFFUL) | (byte)i;
            }
        }

        ranked = ranked[..count];
        ranked.Sort();
        ranked.Reverse();
        var preferred = Math.Max(options.Addresses - choice.Count, (int)Math.Ceiling(options.Spread * count));
        preferred = Math.Min(preferred, count);
        for (var i = 0; i < count; i++)
        {
            if (i < preferred)
            {
                var other = i + (int)(dice.Next() % (ulong)(preferred - i));
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

    private static void AddSilent(LevelView view, List<DecisionCandidate>? trace)
    {
        foreach (var node in view.Silent)
        {
            trace?.Add(new DecisionCandidate(node.Id, node.Address, view.Level, Fate.Silent));
        }
    }
}
