using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>The source that a body comes from now; a peer is watched while bytes are awaited from it.</summary>
/// <param name="response">The response of the source, which this one disposes.</param>
/// <param name="watch">The watch over the peer; <see langword="null"/> for the origin.</param>
/// <param name="abandoned">Cancelled when nobody wants the body any more.</param>
internal sealed class WatchedSource(FetchedResponse response, PeerWatch? watch, CancellationToken abandoned)
    : IAsyncDisposable
{
    private readonly CountedBody? _peerBody = CountedBody.OfPeer(response.Body);

    /// <summary>The length of the whole that the source declared.</summary>
    public long? Length => response.Length;

    /// <summary>The peer that sends the body; <see langword="null"/> for the origin.</summary>
    public PeerSender? Sender => _peerBody?.Sender;

    /// <summary>The next bytes, or the reason why the source gives no more.</summary>
    public async ValueTask<(BodyRead Read, PeerOutcome? Fault)> ReadAsync(Memory<byte> buffer)
    {
        if (_peerBody is not { Sender: { } sender } body)
        {
            var read = await response.Body!.ReadAsync(buffer, abandoned);
            return (read, read.Failure is null ? null : PeerOutcome.Lost);
        }

        PeerOutcome? reason = null;
        try
        {
            var pending = body.ReadAsync(buffer, sender.Stop.Token).AsTask();
            var isComplete = sender.Digests is not null;
            reason = await watch!.WaitAsync(pending, () => body.Received, isComplete, abandoned);
            if (reason is not null)
            {
                sender.Stop.Cancel();
            }

            // The buffer is the reader's until it returns.
            var read = await pending;
            return (read, reason ?? (read.Failure is null ? null : body.Fault));
        }
        catch (OperationCanceledException) when (!abandoned.IsCancellationRequested)
        {
            return (default, reason ?? PeerOutcome.Cycle);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => response.Body!.DisposeAsync();
}
