using Coral.Core.Time;
using Coral.Index.Events;
using Coral.Index.Routing;

namespace Coral.Index.Rpc;

/// <summary>Sends requests, repeats them on time-out, and removes nodes that do not respond from the tables.</summary>
/// <remarks>Owned by the node's loop.</remarks>
internal sealed class OutgoingCalls : IDisposable
{
    private readonly DatagramSender _sender;
    private readonly PeerTable _peers;
    private readonly MonotonicClock _clock;
    private readonly IIndexEvents _events;

    public OutgoingCalls(DatagramSender sender, PeerTable peers, MonotonicClock clock, IIndexEvents events)
    {
        _sender = sender;
        _peers = peers;
        _clock = clock;
        _events = events;
        Pending = new PendingCalls(clock, OnTimeout);
    }

    /// <summary>The requests in flight.</summary>
    public PendingCalls Pending { get; }

    /// <summary>
    /// Sends a request; it fails at once when too many are in flight, or its datagram could not be written.
    /// </summary>
    public void Start(PendingCall call)
    {
        call.StartedAt = _clock.Now;
        if (call.Datagram.IsEmpty || !Pending.TryAdd(call))
        {
            End(call, RpcOutcome.NotSent);
            return;
        }

        Transmit(call);
    }

    /// <summary>Completes <paramref name="call"/>, whose response has come and been read.</summary>
    public void Answered(PendingCall call, Peer peer, bool asksForClusters)
    {
        if (!call.WasRepeated)
        {
            peer.AddRoundTrip(_clock.Now - call.SentAt);
        }

        call.RequestsClusters = asksForClusters;
        peer.KnownDigest = asksForClusters ? 0 : call.ClusterDigest;
        End(call, RpcOutcome.Answered);
    }

    /// <summary>
    /// Fails <paramref name="call"/>, since another node has responded from the address: the one that was there is
    /// gone.
    /// </summary>
    public void Superseded(PendingCall call)
    {
        _peers.Lost(call.To);
        _events.PeerLost(call.To, PeerLossReason.Superseded);
        End(call, RpcOutcome.Superseded);
    }

    /// <inheritdoc />
    public void Dispose() => Pending.Dispose();

    private void Transmit(PendingCall call)
    {
        call.TriesLeft--;
        call.SentAt = _clock.Now;
        _events.RequestSent(call.Expected.ToRpcType());
        Pending.Await(call);
        _sender.Send(call.To.Address, call.Datagram);
    }

    private void OnTimeout(PendingCall call)
    {
        if (call.TriesLeft > 0)
        {
            call.WasRepeated = true;
            Transmit(call);
            return;
        }

        Pending.Drop(call);
        if (call.To.Id != default)
        {
            _peers.Lost(call.To);
            _events.PeerLost(call.To, PeerLossReason.TimedOut);
        }

        End(call, RpcOutcome.TimedOut);
    }

    private void End(PendingCall call, RpcOutcome outcome)
    {
        _events.RpcDone(call.Expected.ToRpcType(), outcome, _clock.Now - call.StartedAt);
        call.Complete(outcome == RpcOutcome.Answered);
    }
}
