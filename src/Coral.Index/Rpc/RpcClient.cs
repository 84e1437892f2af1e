using System.Buffers.Binary;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Routing;

namespace Coral.Index.Rpc;

/// <summary>Sends requests over datagrams, repeats them on time-out, and says who is lost.</summary>
/// <remarks>
/// A call waits three smoothed round trips, within bounds, and is sent twice by default; then its receiver leaves the
/// tables and goes into quarantine. Owned by the node's loop.
/// </remarks>
internal sealed class RpcClient : IIndexRpc, IDisposable
{
    private readonly MessageComposer _composer;
    private readonly DatagramSender _sender;
    private readonly PeerTable _peers;
    private readonly IndexOptions _options;
    private readonly NodeClock _clock;
    private readonly ITokenSource _tokens;
    private readonly IndexMetrics _metrics;
    private readonly int _padding;

    public RpcClient(RpcParts parts, IndexOptions options, NodeClock clock, ITokenSource tokens, IndexMetrics metrics)
    {
        _composer = parts.Composer;
        _sender = parts.Sender;
        _peers = parts.Peers;
        _padding = parts.IsAuthentic ? 0 : MessageComposer.OpenFindPadding;
        _options = options;
        _clock = clock;
        _tokens = tokens;
        _metrics = metrics;
        Pending = new PendingCalls(clock, OnTimeout);
    }

    /// <summary>The calls on their way.</summary>
    public PendingCalls Pending { get; }

    /// <inheritdoc />
    public async Task<bool> FindAsync(NodeContact to, FindQuery query, FindAnswer answer)
    {
        var call = Find(to, query, answer);
        var answered = await call.Task;
        if (answered && answer.IsStranger && call.WasAskedForClusters)
        {
            // It has forgotten who we are (a restart). The next message tells it in full.
            answered = await Find(to, query, answer).Task;
        }

        return answered;
    }

    /// <inheritdoc />
    public Task<bool> StoreAsync(NodeContact to, StoreCommand command, StoreAnswer answer)
    {
        var transaction = NewTransaction();
        var buffer = _sender.Rent();
        var length = _composer.Store(buffer, transaction, _peers.Find(to.Id), command.ToRequest());
        return Send(to, transaction, MessageType.Stored, answer, buffer, length, WaitFor(to, command.Except)).Task;
    }

    /// <inheritdoc />
    public async Task<PingOutcome> PingAsync(NodeContact to, Key? key)
    {
        var answer = new PingAnswer();
        return !await Ping(to, new PingRequest(key), answer).Task ? PingOutcome.Silent
            : answer.Disowns ? PingOutcome.Disowned
            : PingOutcome.Alive;
    }

    /// <inheritdoc />
    public async Task<NodeHealth?> AskHealthAsync(NodeContact to)
    {
        var answer = new PingAnswer();
        return await Ping(to, new PingRequest(Key: null, AsksForHealth: true), answer).Task ? answer.Health : null;
    }

    /// <inheritdoc />
    public TimeSpan TimeoutFor(NodeContact to)
    {
        var estimator = _peers.Find(to.Id)?.RoundTrip ?? default;
        return estimator.Timeout(_options.MinTimeout, _options.MaxTimeout);
    }

    /// <summary>An answer to <paramref name="call"/> has come and been read.</summary>
    public void Answered(PendingCall call, Peer peer, bool asksForClusters)
    {
        if (!call.WasRepeated)
        {
            peer.AddRoundTrip(_clock.Now - call.SentAt);
        }

        call.WasAskedForClusters = asksForClusters;
        peer.KnownDigest = asksForClusters ? 0 : call.ClusterDigest;
        call.Complete(answered: true);
    }

    /// <summary>
    /// Somebody else has answered <paramref name="call"/> from the address asked: who was there is gone.
    /// </summary>
    public void Superseded(PendingCall call)
    {
        _peers.Lost(call.To);
        call.Complete(answered: false);
    }

    /// <inheritdoc />
    public void Dispose() => Pending.Dispose();

    private PendingCall Ping(NodeContact to, PingRequest request, PingAnswer answer)
    {
        var transaction = NewTransaction();
        var buffer = _sender.Rent();
        var length = _composer.Ping(buffer, transaction, _peers.Find(to.Id), request);
        return Send(to, transaction, MessageType.Pong, answer, buffer, length, TimeoutFor(to));
    }

    private PendingCall Find(NodeContact to, FindQuery query, FindAnswer answer)
    {
        var transaction = NewTransaction();
        var buffer = _sender.Rent();
        var length = _composer.Find(buffer, transaction, _peers.Find(to.Id), query.ToRequest(_padding));
        return Send(to, transaction, MessageType.Found, answer, buffer, length, WaitFor(to, query.Except));
    }

    /// <summary>
    /// A request with exceptions is answered only after its receiver has tried them in its turn, but for itself: one
    /// that died with what it held is not waited for any longer than others.
    /// </summary>
    private TimeSpan WaitFor(NodeContact to, ReadOnlyMemory<byte> except)
    {
        for (var rest = except.Span; !rest.IsEmpty; rest = rest[Identifier.ByteCount..])
        {
            if (new NodeId(Identifier.Read(rest)) != to.Id)
            {
                return (_options.MaxTimeout * _options.Tries) + TimeoutFor(to);
            }
        }

        return TimeoutFor(to);
    }

    private ulong NewTransaction()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        _tokens.Fill(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    private PendingCall Send(
        NodeContact to,
        ulong transaction,
        MessageType expected,
        object answer,
        byte[] buffer,
        int length,
        TimeSpan wait
    )
    {
        var call = new PendingCall(transaction, to, expected, answer)
        {
            Datagram = buffer.AsMemory(0, length).ToArray(),
            ClusterDigest = _peers.Clusters.Digest,
            Wait = wait,
            TriesLeft = _options.Tries,
        };
        _sender.Return(buffer);
        if (length == 0 || !Pending.TryAdd(call))
        {
            call.Complete(answered: false);
            return call;
        }

        Transmit(call);
        return call;
    }

    private void Transmit(PendingCall call)
    {
        call.TriesLeft--;
        call.SentAt = _clock.Now;
        _metrics.Sent();
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
        _metrics.TimedOut();
        if (call.To.Id != default)
        {
            _peers.Lost(call.To);
        }

        call.Complete(answered: false);
    }
}
