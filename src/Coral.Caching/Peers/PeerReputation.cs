using Coral.Caching.Events;
using Coral.Caching.Publishing;
using Coral.Caching.Transfers;
using Coral.Core.Identity;

namespace Coral.Caching.Peers;

/// <summary>
/// The peers that failed recently, which are tried last or not at all. Bounded; safe for concurrent use.
/// </summary>
internal sealed class PeerReputation(CooperationOptions options, TimeProvider clock)
{
    private readonly BackoffTable<NodeId> _slow = Table(options, clock);
    private readonly BackoffTable<NodeId> _liars = Table(options, clock);

    /// <summary>The entries of each table, for the tests of their bounds.</summary>
    internal (int Slow, int Liars) Counts => (_slow.Count, _liars.Count);

    /// <summary>True for a peer that recently sent an invalid response: no request is sent to it.</summary>
    public bool IsShunned(NodeId peer) => _liars.Pause(peer) is not null;

    /// <summary>True for a peer that recently could not be reached or was too slow: it is tried after others.</summary>
    public bool IsDoubtful(NodeId peer) => _slow.Pause(peer) is not null;

    /// <summary>Remembers why <paramref name="peer"/> was dropped.</summary>
    public void Dropped(NodeId peer, PeerOutcome reason)
    {
        switch (reason)
        {
            case PeerOutcome.Unreachable or PeerOutcome.Lost or PeerOutcome.Slow:
                _slow.Failed(peer, clock.GetUtcNow());
                break;
            case PeerOutcome.WrongChunk
            or PeerOutcome.WrongLength
            or PeerOutcome.WrongDigest
            or PeerOutcome.Untrusted
            or PeerOutcome.Refuted:
                _liars.Failed(peer, clock.GetUtcNow());
                break;
            default:
                break;
        }
    }

    /// <summary>A whole body came from <paramref name="peer"/>, as it should.</summary>
    public void Succeeded(NodeId peer)
    {
        _slow.Succeeded(peer);
        _liars.Succeeded(peer);
    }

    private static BackoffTable<NodeId> Table(CooperationOptions options, TimeProvider clock) =>
        new(options.PeerPause, options.LongestPeerPause, options.RememberedPeers, clock, forgiven: 0);
}
