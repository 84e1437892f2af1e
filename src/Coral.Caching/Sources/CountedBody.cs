using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>A body whose bytes are counted as they come, before they are checked. One reader.</summary>
internal abstract class CountedBody(IOriginBody inner) : IOriginBody
{
    private long _received;

    public long? Length => inner.Length;

    /// <summary>The peer that sends it; <see langword="null"/> for the origin.</summary>
    public PeerSender? Sender { get; init; }

    /// <summary>Bytes that came, those that are not passed on included. Any thread.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>The reason why the body was broken off, where that is not a lost connection.</summary>
    public PeerOutcome Fault { get; protected set; } = PeerOutcome.Lost;

    /// <summary>The body as one that a peer sends; <see langword="null"/> for one from the origin.</summary>
    public static CountedBody? OfPeer(IOriginBody? body) => body is CountedBody { Sender: not null } sent ? sent : null;

    public abstract ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>The response of the peer that sends this body, as the flight takes it.</summary>
    public FetchedResponse ToFetched() =>
        FetchedResponse.Responded(Sender!.Response.Head!, this) with
        {
            Length = Sender.Length,
            Source = Sender.Peer.Level,
            IsJoined = Sender.Digests is null,
            SentAt = Sender.SentAt,
        };

    public ValueTask DisposeAsync()
    {
        Sender?.Stop.Dispose();
        return inner.DisposeAsync();
    }

    protected async ValueTask<BodyRead> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Interlocked.Add(ref _received, read.Bytes);
        return read;
    }

    /// <summary>Breaks the body off.</summary>
    protected BodyRead Break(PeerOutcome fault)
    {
        Fault = fault;
        return BodyRead.Failed(fault == PeerOutcome.Lost ? FetchFailure.ConnectionLost : FetchFailure.BadResponse);
    }
}
