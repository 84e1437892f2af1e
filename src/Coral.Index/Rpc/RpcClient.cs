using System.Buffers.Binary;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Options;
using Coral.Index.Routing;

namespace Coral.Index.Rpc;

/// <summary>Sends requests to other nodes over datagrams.</summary>
/// <remarks>
/// A request waits three smoothed round trips, within bounds, and is sent twice by default; then its receiver leaves
/// the tables and goes into quarantine. Owned by the node's loop.
/// </remarks>
/// <param name="composer">Writes header and seal of datagrams.</param>
/// <param name="sender">Lends the buffers of datagrams.</param>
/// <param name="calls">Sends and repeats the requests.</param>
/// <param name="peers">The tables that hold round trips.</param>
/// <param name="options">Bounds of time-outs, and the number of tries.</param>
/// <param name="tokens">Draws transactions, which others must not be able to guess.</param>
internal sealed class RpcClient(
    MessageComposer composer,
    DatagramSender sender,
    OutgoingCalls calls,
    PeerTable peers,
    IndexOptions options,
    ITokenSource tokens
) : IIndexRpc
{
    /// <inheritdoc />
    public async Task<bool> FindAsync(NodeContact to, FindQuery query, FindAnswer answer)
    {
        var call = Find(to, query, answer);
        var answered = await call.Task;
        if (answered && answer.IsStranger && call.RequestsClusters)
        {
            // The node has forgotten our clusters (a restart). The next message has them in full.
            answered = await Find(to, query, answer).Task;
        }

        return answered;
    }

    /// <inheritdoc />
    public Task<bool> StoreAsync(NodeContact to, StoreCommand command, StoreAnswer answer)
    {
        var transaction = NewTransaction();
        var buffer = sender.Rent();
        var length = StoreOperation.Encode(composer, buffer, transaction, peers.Find(to.Id), command.ToRequest());
        return Start(
            new TypedCall<StoreAnswer>(transaction, to, MessageType.Stored, answer, StoreOperation.TryDecode)
            {
                Datagram = Taken(buffer, length),
                ClusterDigest = peers.Clusters.Digest,
                Wait = WaitFor(to, command.Except),
                TriesLeft = options.Tries,
            }
        ).Task;
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
        var estimator = peers.Find(to.Id)?.RoundTrip ?? default;
        return estimator.Timeout(options.MinTimeout, options.MaxTimeout);
    }

    private PendingCall Ping(NodeContact to, PingRequest request, PingAnswer answer)
    {
        var transaction = NewTransaction();
        var buffer = sender.Rent();
        var length = PingOperation.Encode(composer, buffer, transaction, peers.Find(to.Id), request);
        return Start(
            new TypedCall<PingAnswer>(transaction, to, MessageType.Pong, answer, PingOperation.TryDecode)
            {
                Datagram = Taken(buffer, length),
                ClusterDigest = peers.Clusters.Digest,
                Wait = TimeoutFor(to),
                TriesLeft = options.Tries,
            }
        );
    }

    private PendingCall Find(NodeContact to, FindQuery query, FindAnswer answer)
    {
        var transaction = NewTransaction();
        var buffer = sender.Rent();
        var request = query.ToRequest(composer.FindPadding);
        var length = FindOperation.Encode(composer, buffer, transaction, peers.Find(to.Id), request);
        return Start(
            new TypedCall<FindAnswer>(transaction, to, MessageType.Found, answer, FindOperation.TryDecode)
            {
                Datagram = Taken(buffer, length),
                ClusterDigest = peers.Clusters.Digest,
                Wait = WaitFor(to, query.Except),
                TriesLeft = options.Tries,
            }
        );
    }

    private PendingCall Start(PendingCall call)
    {
        calls.Start(call);
        return call;
    }

    /// <summary>A copy of the front of a rented buffer; the buffer is returned.</summary>
    private byte[] Taken(byte[] buffer, int length)
    {
        var datagram = buffer.AsSpan(0, length).ToArray();
        sender.Return(buffer);
        return datagram;
    }

    /// <summary>The longest time that a response may take.</summary>
    /// <remarks>
    /// A receiver responds to a request with exceptions only after it has tried those holders itself, so the wait is
    /// longer. The receiver itself does not count: when it died with the value it held, it gets no longer wait than
    /// others.
    /// </remarks>
    private TimeSpan WaitFor(NodeContact to, ReadOnlyMemory<byte> except)
    {
        for (var rest = except.Span; !rest.IsEmpty; rest = rest[Identifier.ByteCount..])
        {
            if (new NodeId(Identifier.Read(rest)) != to.Id)
            {
                return (options.MaxTimeout * options.Tries) + TimeoutFor(to);
            }
        }

        return TimeoutFor(to);
    }

    private ulong NewTransaction()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        tokens.Fill(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
