using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;

namespace Coral.Caching.Sources;

/// <summary>Connects to holders.</summary>
internal sealed class HolderConnector(IPeerNetwork network, PeerExclusion peers, CooperationOptions options)
{
    /// <summary>
    /// Connects to the foremost holders at once, and takes the first that connects off the list. Those that cannot be
    /// reached are given up.
    /// </summary>
    /// <returns><see langword="null"/> when none of them connects.</returns>
    public async Task<PeerCandidate?> ConnectToFirstAsync(SearchState search, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var trying = new List<(PeerCandidate Peer, Task<bool> Connected)>();
        PeerCandidate? first = null;
        foreach (var peer in search.Holders.Take(options.ParallelConnects))
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
                    search.Holders.Remove(peer);
                    peers.Exclude(search, peer, PeerOutcome.Unreachable);
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
            search.Holders.Remove(first);
        }

        return first;
    }

    /// <summary>Connects to <paramref name="peer"/>.</summary>
    /// <returns><see langword="true"/> with a connection; never once others were faster.</returns>
    public async Task<bool> ConnectAsync(PeerCandidate peer, CancellationToken cancellationToken)
    {
        try
        {
            return await network.ConnectAsync(peer.Contact, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
