using Coral.Core.Time;
using Coral.Index.Events;
using Coral.Index.Routing;

namespace Coral.Index.Rpc;

/// <summary>Sends calls, repeats them on time-out, and tells the tables which nodes are lost.</summary>
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

    /// <summary>The calls on their way.</summary>
    public PendingCalls Pending { get; }

    /// <summary>Sends a call; one that finds no room, or no datagram to send, fails at once.</summary>
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

    /// <summary>A response to <paramref name="call"/> has come and been read.</summary>
    public void Answered(PendingCall call, Peer peer, bool asksForClusters)
    {
        if (!call.WasRepeated)
        {
            peer.AddRoundTrip(_clock.Now - call.SentAt);
        }

        call.WasAskedForClusters = asksForClusters;
        peer.KnownDigest = asksForClusters ? 0 : call.ClusterDigest;
        End(call, RpcOutcome.Answered);
    }

    /// <summary>
    /// Another node has answered <paramref name="call"/> from the address asked: the one that was there is gone.
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
