using Coral.Core.Index;
using Coral.Core.Randomness;
using Coral.Dns.Clusters;

namespace Coral.Dns.Redirection;

/// <summary>Random draws of proxies among equals, weighted by rendezvous hashing.</summary>
/// <remarks>
/// The nodes that rank highest for the host are preferred, their number set by
/// <see cref="Configuration.DnsOptions.Spread"/>, and the answer is drawn from these at random. Safe from any thread;
/// allocates nothing without a trace.
/// </remarks>
/// <param name="most">Addresses in one answer.</param>
/// <param name="spread">The share of the candidates that is drawn from, 0 to 1.</param>
/// <param name="random">The generator, shared by all threads.</param>
internal sealed class RendezvousSampler(int most, double spread, SharedSplitMix64 random)
{
    /// <summary>Most candidates in one draw, since a position must fit a byte.</summary>
    public const int MaxNodes = 128;

    /// <summary>Adds proxies to a choice until it is full or no more nodes may be named.</summary>
    /// <param name="request">The client and the host of the query.</param>
    /// <param name="nodes">Candidates; those beyond <see cref="MaxNodes"/> are left out.</param>
    /// <param name="self">This node, if it is a candidate too.</param>
    /// <param name="httpPort">The port that all proxies must serve at; 0 for any.</param>
    /// <param name="level">The level of the candidates, for the trace.</param>
    /// <param name="choice">Receives the addresses of the proxies.</param>
    /// <param name="trace">
    /// Receives every candidate and its outcome; <see langword="null"/> for ordinary queries.
    /// </param>
    public void Draw(
        in SelectionRequest request,
        ReadOnlySpan<MonitoredNode> nodes,
        MonitoredNode? self,
        ushort httpPort,
        ClusterLevel? level,
        ref ProxyChoice choice,
        List<DecisionCandidate>? trace
    )
    {
        nodes = nodes[..Math.Min(nodes.Length, MaxNodes)];
        var candidates = nodes.Length + (self is null ? 0 : 1);
        if (candidates == 0)
        {
            return;
        }

        // A rank in the upper bytes, a position in the list in the lowest one; never negative.
        Span<long> ranked = stackalloc long[candidates];
        var count = Rank(request, nodes, place: 0, httpPort, ref choice, ranked);
        if (self is not null)
        {
            count += Rank(
                request,
                new ReadOnlySpan<MonitoredNode>(in self),
                nodes.Length,
                httpPort,
                ref choice,
                ranked[count..]
            );
        }

        if (trace is not null)
        {
            AddUnfit(request, nodes, self, httpPort, level, trace);
        }

        ranked = ranked[..count];
        var wanted = most - choice.Count;
        var preferred = Math.Min(Math.Max(wanted, (int)Math.Ceiling(spread * count)), count);
        BringUp(ranked, trace is null ? preferred : count);
        var thrown = random.Reserve(trace is null ? Math.Min(preferred, wanted + 1) : preferred);
        for (var i = 0; i < count; i++)
        {
            if (i < preferred)
            {
                var other = i + (int)(SplitMix64.ValueAt(thrown, i) % (ulong)(preferred - i));
                (ranked[i], ranked[other]) = (ranked[other], ranked[i]);
            }

            var place = (int)(ranked[i] & 0xFF);
            var node = place < nodes.Length ? nodes[place] : self!;
            var isChosen = choice.Count < most;
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

    /// <summary>Ranks the candidates that may be named and are not in the choice yet.</summary>
    /// <returns>The number of candidates ranked.</returns>
    private static int Rank(
        in SelectionRequest request,
        ReadOnlySpan<MonitoredNode> nodes,
        int place,
        ushort httpPort,
        ref ProxyChoice choice,
        Span<long> ranked
    )
    {
        var count = 0;
        foreach (var node in nodes)
        {
            if (!EligibilityPolicy.MayBeNamed(node, request, httpPort))
            {
                choice.HasSkippedOverloaded |= EligibilityPolicy.IsOverloaded(node);
            }
            else if (choice.Count == 0 || !IsChosen(node, ref choice))
            {
                ranked[count++] = (long)(SplitMix64.Mix(request.Rank ^ node.Weight) >> 9 << 8) | (byte)place;
            }

            place++;
        }

        return count;
    }

    private static void AddUnfit(
        in SelectionRequest request,
        ReadOnlySpan<MonitoredNode> nodes,
        MonitoredNode? self,
        ushort httpPort,
        ClusterLevel? level,
        List<DecisionCandidate> trace
    )
    {
        MonitoredNode[] all = self is null ? [.. nodes] : [.. nodes, self];
        foreach (var node in all)
        {
            var outcome = EligibilityPolicy.Evaluate(node, request, httpPort);
            if (outcome != CandidateOutcome.NotDrawn)
            {
                trace.Add(new DecisionCandidate(node.Contact.Id, node.Contact.Address, level, outcome));
            }
        }
    }

    /// <summary>Moves the largest values to the front, in descending order.</summary>
    /// <remarks>
    /// The values are random, so that every branch on them would be mispredicted half of the time: the loop has none.
    /// </remarks>
    private static void BringUp(Span<long> values, int largest)
    {
        for (var i = 0; i < largest; i++)
        {
            var most = values[i];
            for (var j = i + 1; j < values.Length; j++)
            {
                // The negated excess of the other value; 0 where it is not larger.
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
}
