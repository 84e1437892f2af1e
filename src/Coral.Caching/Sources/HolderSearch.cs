using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>One round of asking: the holders that a walk found, and those that full ones name.</summary>
/// <remarks>
/// Those with the whole first, doubtful ones last, the rest in an order of chance. Connects to a few at once, asks the
/// first that connects. Whoever a full one names comes next: that is how trees form. The root of a tree, whose holders
/// come in the order of the index, asks first whether they hang on it in turn.
/// </remarks>
internal sealed class HolderSearch(FetchTools tools, CooperativeFetch fetch, Resumption? resumption)
{
    private readonly List<Candidate> _queue = [];
    private readonly HashSet<NodeId> _seen = [tools.Self];
    private readonly PeerAsker _asker = new(tools, fetch);
    private bool _isRoot;
    private bool _isDated;
    private bool _sawFull;

    /// <summary>The source, after <see cref="RoundVerdict.Found"/>.</summary>
    public Source? Source { get; private set; }

    /// <summary>The origin's failure, after <see cref="RoundVerdict.Failed"/>.</summary>
    public FetchFailure Failure { get; private set; }

    /// <summary>Asks until there is a source, or nobody left.</summary>
    /// <param name="found">Whom the index named.</param>
    /// <param name="isRoot">Whether they were looked for by the root of a tree (<see cref="HolderLook"/>).</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RoundVerdict> RunAsync(
        IReadOnlyList<Candidate> found,
        bool isRoot,
        CancellationToken cancellationToken
    )
    {
        _isRoot = isRoot;
        _isDated = !isRoot;
        Enqueue(found);
        for (var asked = 0; asked < tools.Options.PeersPerRound && _queue.Count > 0; asked++)
        {
            if (fetch.IsRoot && _isDated)
            {
                // Since this look whom we followed has died, and we are followed: those left may hang on us.
                _queue.RemoveAll(peer => !peer.IsComplete);
                if (_queue.Count == 0)
                {
                    return RoundVerdict.Again;
                }
            }

            if (await ConnectAsync(cancellationToken) is not { } peer)
            {
                continue;
            }

            var reply = await LeadsBackAsync(peer, cancellationToken)
                ? PeerReply.Dropped(DropReason.Circle)
                : await _asker.AskAsync(peer, resumption, isRelay: false, cancellationToken);
            if (await TakeAsync(peer, reply, cancellationToken) is { } verdict)
            {
                return verdict;
            }
        }

        return _sawFull ? RoundVerdict.Full : RoundVerdict.Again;
    }

    private async Task<RoundVerdict?> TakeAsync(Candidate peer, PeerReply reply, CancellationToken cancellationToken)
    {
        if (reply.Source is { } source)
        {
            Source = source;
            return await IsDisputedAsync(peer, source, cancellationToken) ? RoundVerdict.AskOrigin : RoundVerdict.Found;
        }

        if (reply.IsFull)
        {
            _sawFull = true;
            tools.Metrics.FoundFull();
            Enqueue([.. reply.Others.Where(Offers).Select(c => new Candidate(c, null, peer.Level))]);
            return null;
        }

        switch (reply.Reason)
        {
            case DropReason.Circle:
                tools.Metrics.CircleBroken();
                return RoundVerdict.AskOrigin;
            case DropReason.NotHere when reply.Vary == "*":
                return RoundVerdict.Alone;
            case DropReason.NotHere when reply.Vary is { } vary && fetch.TryChangeKey(vary):
                return RoundVerdict.Again;
            case DropReason.OriginFailed when fetch.IsBelieved(peer.Contact.Id, reply.Failure):
                Failure = reply.Failure;
                return RoundVerdict.Failed;
            default:
                _isDated |= reply.Reason is DropReason.Lost or DropReason.Slow;
                fetch.Drop(peer, reply.Reason);
                return null;
        }
    }

    /// <summary>The first of the foremost that connects. Those that cannot be reached are given up.</summary>
    private async Task<Candidate?> ConnectAsync(CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var trying = new List<(Candidate Peer, Task<bool> Connected)>();
        Candidate? first = null;
        foreach (var peer in _queue.Take(tools.Options.ParallelConnects))
        {
            var connected = ConnectAsync(peer, enough.Token);
            trying.Add((peer, connected));
            if (connected.IsCompletedSuccessfully && await connected)
            {
                break;
            }
        }

        while (first is null && trying.Count > 0)
        {
            await Task.WhenAny(trying.Select(t => t.Connected));
            cancellationToken.ThrowIfCancellationRequested();
            var done = trying.FindAll(t => t.Connected.IsCompleted);
            trying.RemoveAll(done.Contains);
            foreach (var (peer, connected) in done)
            {
                if (!await connected)
                {
                    _queue.Remove(peer);
                    fetch.Drop(peer, DropReason.Unreachable);
                }
                else
                {
                    first ??= peer;
                }
            }
        }

        enough.Cancel();
        if (first is not null)
        {
            _queue.Remove(first);
        }

        return first;
    }

    /// <summary>As the network does, but with no exception when it is cancelled: others were faster.</summary>
    private async Task<bool> ConnectAsync(Candidate peer, CancellationToken cancellationToken)
    {
        try
        {
            return await tools.Network.ConnectAsync(peer.Contact, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether another holder has other digests for the same strong validator: then one of them lies, and the origin
    /// has to say which.
    /// </summary>
    private async Task<bool> IsDisputedAsync(Candidate peer, Source source, CancellationToken cancellationToken)
    {
        var now = tools.Clock.GetUtcNow();
        if (
            resumption is not null
            || source.Digests is not { } digests
            || Validator.Strong(source.Head, now) is not { } validator
            || _queue.Find(other => other.Contradicts(digests)) is not { } other
            || await ConnectAsync(other, cancellationToken) is false
        )
        {
            return false;
        }

        var reply = await _asker.AskAsync(other, resumption, isRelay: false, cancellationToken);
        fetch.Follow(source);
        if (reply.Source is not { } second)
        {
            return false;
        }

        await second.DisposeAsync();
        if (second.Digests is null || Validator.Strong(second.Head, now) != validator)
        {
            return false;
        }

        await source.DisposeAsync();
        Source = null;
        fetch.Dispute(peer, digests);
        fetch.Dispute(other, second.Digests);
        return true;
    }

    /// <summary>Whether following <paramref name="peer"/> would close a circle, as far as can be seen.</summary>
    private async Task<bool> LeadsBackAsync(Candidate peer, CancellationToken cancellationToken) =>
        _isRoot
        && !peer.IsComplete
        && await Upstream.LeadsBackAsync(tools, fetch.Request.Key, peer.Contact, isToLowest: false, cancellationToken);

    private void Enqueue(IReadOnlyList<Candidate> found)
    {
        var fresh = found.Where(c => !fetch.Excluded.Contains(c.Contact.Id) && _seen.Add(c.Contact.Id)).ToArray();
        if (!_isRoot)
        {
            tools.Shuffle<Candidate>(fresh);
        }

        _queue.InsertRange(0, fresh.OrderBy(Rank));
    }

    private int Rank(Candidate peer) =>
        tools.Reputation.IsDoubtful(peer.Contact.Id) ? 2
        : peer.IsComplete ? 0
        : 1;

    private bool Offers(NodeContact contact) =>
        contact.Ports.Offer(NodeServices.Peer) && !tools.Reputation.IsShunned(contact.Id);
}
