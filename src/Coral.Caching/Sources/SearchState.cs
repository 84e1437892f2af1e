using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Transfers;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>The state of one flight's search for a source: all of it that changes. One user at a time.</summary>
/// <remarks>
/// Three lifetimes. What the flight learns of peers stays until its end; a search begins when the flight does, and
/// again whenever a source fails; a round asks the holders that one lookup found.
/// </remarks>
/// <param name="flight">The flight that wants the bytes.</param>
/// <param name="request">The request to send at the start: conditional where a stale copy is validated.</param>
/// <param name="key">The key to look up at first.</param>
/// <param name="leases">The leases of the flight; none are taken for HEAD.</param>
internal sealed class SearchState(Flight flight, CacheRequest request, Key key, FetchLeases leases)
{
    public Flight Flight => flight;

    /// <summary>The request to send, with its conditions.</summary>
    public CacheRequest Request { get; private set; } = request;

    public Following Following => flight.Following;

    public FetchLeases Leases => leases;

    /// <summary>The key to look up: that of the variant, once a peer has sent the <c>Vary</c>.</summary>
    public Key Key { get; set; } = key;

    /// <summary>The peers excluded so far.</summary>
    public Exclusions Excluded { get; } = new();

    /// <summary>The excluded peers that were tried once more, since the index says that others reach them.</summary>
    public HashSet<NodeId> Retried { get; } = [];

    /// <summary>The peers that say that the origin failed them.</summary>
    public HashSet<NodeId> FailedAtOrigin { get; } = [];

    /// <summary>The holders that contradict each other, until the origin has spoken.</summary>
    public List<(PeerCandidate Peer, ContentDigests Digests)> Disputed { get; } = [];

    /// <summary>True if peers follow the flight while its own source was given up: it is the root of a tree.</summary>
    public bool IsRoot => Excluded.Any && Following.IsFollowed;

    /// <summary>The step that comes next.</summary>
    public SearchPhase Phase { get; set; }

    /// <summary>The part that readers have already; <see langword="null"/> at the start.</summary>
    public Resumption? Resumption { get; private set; }

    /// <summary>Lookups of this search so far.</summary>
    public int Round { get; set; }

    /// <summary>The number of times that this search has backed off.</summary>
    public int BackOffs { get; set; }

    /// <summary>The result of the search, from <see cref="SearchPhase.Done"/> on.</summary>
    public FetchedResponse Response { get; private set; }

    /// <summary>The values that the last lookup found.</summary>
    public IReadOnlyList<IndexValue> Found { get; set; } = [];

    /// <summary>True if the holders of this round were looked up by the root of a tree.</summary>
    public bool IsRootRound { get; private set; }

    /// <summary>True once a source of this round has died: holders that are left may follow this node by now.</summary>
    public bool IsOutdated { get; set; }

    /// <summary>True if a holder of this round had no upload slot free.</summary>
    public bool SawFull { get; set; }

    /// <summary>Holders tried in this round.</summary>
    public int Tried { get; set; }

    /// <summary>The holders that are left in this round, in the order to try them.</summary>
    public List<PeerCandidate> Holders { get; } = [];

    /// <summary>The nodes that were ever among the holders of this round.</summary>
    public HashSet<NodeId> Seen { get; } = [];

    /// <summary>Sends another request from now on, under the conditions of the one before.</summary>
    /// <param name="sent">The request without conditions.</param>
    /// <param name="selecting">The request fields that are known to select the response now.</param>
    public void Resend(CacheRequest sent, SelectingFields selecting)
    {
        flight.Resend(sent, selecting);
        var conditions = Request.Fields.Without(line => !Validation.IsOurs(line));
        Request = sent with { Fields = new FieldList([.. sent.Fields, .. conditions]) };
    }

    /// <summary>Begins a search.</summary>
    /// <param name="phase">The first step of the search.</param>
    /// <param name="resumption">The part that readers have already; <see langword="null"/> at the start.</param>
    public void Begin(SearchPhase phase, Resumption? resumption)
    {
        (Phase, Resumption, Response) = (phase, resumption, default);
        (Round, BackOffs) = (0, 0);
    }

    /// <summary>Begins a round, without holders yet.</summary>
    /// <param name="self">This node, which is no holder for itself.</param>
    /// <param name="isRoot"><see langword="true"/> when it was the root of a tree when it looked up.</param>
    public void BeginRound(NodeId self, bool isRoot)
    {
        (IsRootRound, IsOutdated, SawFull, Tried) = (isRoot, !isRoot, false, 0);
        Holders.Clear();
        Seen.Clear();
        Seen.Add(self);
    }

    /// <summary>Ends the search.</summary>
    public SearchPhase End(FetchedResponse response)
    {
        Response = response;
        return SearchPhase.Done;
    }

    /// <summary>
    /// Ends the flight: what was stored is pointed to from now on, or the refusal of the origin; if there is neither,
    /// nothing is.
    /// </summary>
    public void EndFlight()
    {
        Following.Unfollow();
        leases.End(Request.Key, flight.Stored, flight.RefusedFor);
    }
}
