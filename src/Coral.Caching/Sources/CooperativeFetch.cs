using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Transfers;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>
/// One fetch: its leases, whom it has given up, and the search for a source, repeated when one fails.
/// </summary>
/// <remarks>One user at a time, but for what <see cref="Following"/> allows.</remarks>
internal sealed class CooperativeFetch : IAsyncDisposable
{
    private readonly FetchTools _tools;
    private readonly LeaseKeeper _leases;
    private readonly OriginAsker _origin;
    private readonly HolderLook _look;
    private readonly HashSet<NodeId> _failedAtOrigin = [];
    private readonly List<(Candidate Peer, ContentDigests Digests)> _disputed = [];
    private Key _key;
    private bool _isGivenUp;

    private CooperativeFetch(FetchTools tools, Flight flight, CacheRequest request)
    {
        _tools = tools;
        Flight = flight;
        Request = request;
        _origin = new OriginAsker(tools, this);
        _look = new HolderLook(tools, this);
        _key = ContentKey.Of(request.Key, tools.History.Selecting(request));
        _leases = new LeaseKeeper(
            tools.Shared,
            tools.Clock,
            () => tools.Origin.Prepare(request.Key, OriginStep.Connect)
        );
    }

    public Flight Flight { get; }

    /// <summary>What is asked at the start: conditional where a stale copy is validated.</summary>
    public CacheRequest Request { get; }

    public Following Following => Flight.Following;

    public Exclusions Excluded { get; } = new();

    /// <summary>Whether peers follow us, and we have given up whom we followed ourselves.</summary>
    public bool IsRoot => Excluded.Any && Following.IsFollowed;

    /// <summary>
    /// Begins a fetch. Our flight is known by now, so that others may find the lease while the walk runs.
    /// </summary>
    public static async Task<CooperativeFetch> BeginAsync(FetchTools tools, Flight flight, CacheRequest request)
    {
        tools.Origin.Prepare(request.Key, OriginStep.Resolve);
        var fetch = new CooperativeFetch(tools, flight, request);
        await tools.Pointers.FetchBeganAsync(fetch._key);
        return fetch;
    }

    /// <summary>Looks for somebody to get the bytes from.</summary>
    /// <remarks>
    /// <list type="number">
    /// <item>Ask the index and claim, in one walk. Nobody came before us, or nobody can say: the origin.</item>
    /// <item>Ask those that were found. One answers: that is it.</item>
    /// <item>Those who failed are given up, and the walk is repeated without them; who is full is asked again
    /// later.</item>
    /// <item>Only those are left that others reach and we do not: a near node relays.</item>
    /// <item>All that in vain, or too often: the origin, and others may follow us beside those that we gave up.</item>
    /// </list>
    /// </remarks>
    /// <param name="resumption">What readers have already; <see langword="null"/> at the start.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<SearchResult> FindAsync(Resumption? resumption, CancellationToken cancellationToken)
    {
        var pause = _tools.Options.FullPause;
        for (var round = 1; round <= _tools.Options.Rounds; round++)
        {
            // 1.
            var look = await _look.RunAsync(_key, _leases.For(_key), cancellationToken);
            if (look.Walk.Outcome != GetOrPutOutcome.Found)
            {
                return await AskOriginAsync(resumption, cancellationToken);
            }

            // 2.
            var search = new HolderSearch(_tools, this, resumption);
            var verdict =
                look.Holders.Count > 0 ? await search.RunAsync(look.Holders, look.IsRoot, cancellationToken)
                : look.IsNew ? RoundVerdict.Again
                : RoundVerdict.Nobody;
            switch (verdict)
            {
                case RoundVerdict.Found:
                    return SearchResult.Found(search.Source!);
                case RoundVerdict.Failed:
                    return SearchResult.Failed(search.Failure);
                case RoundVerdict.Alone:
                    _tools.History.LearnUnshared(Request.Key);
                    GiveUpLeases();
                    return await AskOriginAsync(resumption, cancellationToken);
                case RoundVerdict.AskOrigin:
                    return await FetchBesideAsync(resumption, cancellationToken);
                // 3.
                case RoundVerdict.Full:
                    await Task.Delay(_tools.Jittered(pause), _tools.Clock, cancellationToken);
                    pause *= 2;
                    break;
                // 4.
                case RoundVerdict.Nobody:
                    return await RelayAsync(look.Walk, resumption, cancellationToken)
                        ?? await FetchBesideAsync(resumption, cancellationToken);
                default:
                    break;
            }
        }

        // 5.
        _tools.Metrics.GaveUpSearch();
        return await FetchBesideAsync(resumption, cancellationToken);
    }

    /// <summary>Asks the origin although others came before us, and lets others follow us.</summary>
    public Task<SearchResult> FetchBesideAsync(Resumption? resumption, CancellationToken cancellationToken)
    {
        _ = _leases.StandAsync(_key);
        return AskOriginAsync(resumption, cancellationToken);
    }

    /// <summary>Gives <paramref name="peer"/> up, and remembers why.</summary>
    public void Drop(Candidate peer, DropReason reason)
    {
        Excluded.Add(peer.Contact.Id, reason);
        _tools.Reputation.Dropped(peer.Contact.Id, reason);
        _tools.Metrics.PeerDropped(reason);
    }

    /// <summary>Goes on with <paramref name="source"/> after another was asked.</summary>
    public void Follow(Source source)
    {
        if (source is { Peer: { } peer, Stop: { } stop })
        {
            Following.TryFollow(peer.Contact, _tools.Self, stop);
        }
    }

    /// <summary>Two holders contradict each other: both are put aside until the origin has spoken.</summary>
    public void Dispute(Candidate peer, ContentDigests digests)
    {
        _disputed.Add((peer, digests));
        Drop(peer, DropReason.Disputed);
        Following.Unfollow();
    }

    /// <summary>The whole has come from the origin: who said otherwise lied.</summary>
    public void Settle(ContentDigests digests)
    {
        foreach (var (peer, claimed) in _disputed)
        {
            if (!claimed.Root.Span.SequenceEqual(digests.Root.Span))
            {
                Drop(peer, DropReason.Refuted);
            }
        }
    }

    /// <summary>A peer has other variants only: their <c>Vary</c> tells the key of ours.</summary>
    /// <returns>Whether that is another than the one that we asked under.</returns>
    public bool TryChangeKey(string vary)
    {
        _tools.History.LearnVary(Request.Key, vary);
        var key = ContentKey.Of(Request.Key, _tools.History.Selecting(Request));
        if (_leases.Keys.Contains(key))
        {
            return false;
        }

        _ = _tools.Pointers.FetchBeganAsync(key);
        _leases.For(key);
        _key = key;
        return true;
    }

    /// <summary>Whether the origin is now taken to have failed: two nodes found it so.</summary>
    public bool IsBelieved(NodeId peer, FetchFailure failure)
    {
        _failedAtOrigin.Add(peer);
        Following.IsSettled = failure == FetchFailure.RecentlyFailed || _failedAtOrigin.Count > 1;
        return Following.IsSettled;
    }

    /// <summary>Watches <paramref name="peer"/>.</summary>
    public SourceWatch Watch(Candidate peer) => new(_tools, Request.Key, _key, peer, IsBetter);

    /// <summary>What was stored is pointed to from now on; if nothing was, nothing is.</summary>
    public ValueTask DisposeAsync()
    {
        _leases.Dispose();
        Following.Unfollow();
        _tools.Pointers.FetchEnded(_leases.Keys, Request.Key, Flight.Stored, _isGivenUp);
        return ValueTask.CompletedTask;
    }

    private async Task<SearchResult> AskOriginAsync(Resumption? resumption, CancellationToken cancellationToken)
    {
        Following.Unfollow();
        if (resumption is not null)
        {
            _tools.Metrics.TookOver();
        }

        var result = await _origin.AskAsync(resumption, cancellationToken);
        if (result.Source is not { } source)
        {
            Following.IsSettled = _failedAtOrigin.Count > 0;
            return result;
        }

        if (resumption is null && source.Head.Status != 304)
        {
            Announce(source.Head);
        }

        return result;
    }

    /// <summary>
    /// Now that <c>Vary</c> is known: others may look under the variant's key, or, knowing nothing of it, under the
    /// URL's.
    /// </summary>
    private void Announce(ResponseHead head)
    {
        if (!Sharing.Allows(head))
        {
            GiveUpLeases();
            return;
        }

        var variant = ContentKey.Of(Request.Key, Vary.Selecting(head, Request.Fields));
        var plain = ContentKey.Of(Request.Key, SelectingFields.None);
        foreach (var key in new[] { variant, plain }.Distinct().Except(_leases.Keys).ToArray())
        {
            _ = _tools.Pointers.FetchBeganAsync(key);
            _ = _leases.StandAsync(key);
        }
    }

    private void GiveUpLeases()
    {
        if (!_isGivenUp)
        {
            _isGivenUp = true;
            _leases.Dispose();
            _tools.Pointers.GiveUp(_leases.Keys);
        }
    }

    private async Task<SearchResult?> RelayAsync(
        GetOrPutResult walk,
        Resumption? resumption,
        CancellationToken cancellationToken
    )
    {
        if (Flight.IsRelayed || !walk.Values.Any(value => Excluded.IsUnreached(value.Owner)))
        {
            return null;
        }

        foreach (var level in (ClusterLevel[])[ClusterLevel.Near, ClusterLevel.Regional, ClusterLevel.Global])
        {
            var near = await _tools.Shared.Directory.NodesAsync(
                level,
                _tools.Options.ParallelConnects,
                target: null,
                NodeServices.Peer,
                cancellationToken
            );
            foreach (var node in near.Where(n => !Excluded.Contains(n.Id) && !_tools.Reputation.IsShunned(n.Id)))
            {
                var relay = new Candidate(node, null, Candidate.SourceAt(level));
                var reply = await new PeerAsker(_tools, this).AskAsync(
                    relay,
                    resumption,
                    isRelay: true,
                    cancellationToken
                );
                if (reply.Source is { } source)
                {
                    _tools.Metrics.Relayed();
                    return SearchResult.Found(source);
                }

                Drop(relay, reply.IsFull ? DropReason.NotHere : reply.Reason);
                if (reply.Reason == DropReason.Circle)
                {
                    _tools.Metrics.CircleBroken();
                    return null;
                }
            }
        }

        return null;
    }

    private bool IsBetter(IReadOnlyList<IndexValue> values) =>
        values.Any(value =>
            value.Owner != _tools.Self
            && value.Owner != Following.Source?.Id
            && !Excluded.Contains(value.Owner)
            && !_tools.Reputation.IsShunned(value.Owner)
            && Candidate.TryRead(value, ClusterLevel.Global)?.IsComplete == true
        );
}
