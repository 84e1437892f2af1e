using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Core.Index;

namespace Coral.Caching.Peers;

/// <summary>The answer to a peer, as <see cref="PeerResult"/> will tell it on the other side.</summary>
/// <remarks>Disposing gives the upload back; harmless when repeated.</remarks>
public sealed class PeerAnswer : IDisposable
{
    private Action? _release;

    /// <summary>Creates an answer.</summary>
    /// <param name="release">What to do when the answer was sent, or will not be.</param>
    public PeerAnswer(Action? release = null) => _release = release;

    /// <inheritdoc cref="PeerResult.Outcome" />
    public required PeerOutcome Outcome { get; init; }

    /// <summary>Answered: status and header without <c>Age</c>; a 304 where the condition held.</summary>
    public ResponseHead? Head { get; init; }

    /// <summary>Answered: the age to send.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>Answered: the whole body, complete or growing, to be sent from <see cref="Start"/> on.</summary>
    public IBodyReader? Body { get; init; }

    /// <inheritdoc cref="PeerResult.Start" />
    public long Start { get; init; }

    /// <inheritdoc cref="PeerResult.Digests" />
    public ContentDigests? Digests { get; init; }

    /// <summary>
    /// Asked when the last byte of a growing body was sent: the digest to put into the trailer; empty for none.
    /// </summary>
    public Func<ReadOnlyMemory<byte>>? FinalDigest { get; init; }

    /// <inheritdoc cref="PeerResult.Vary" />
    public string? Vary { get; init; }

    /// <inheritdoc cref="PeerResult.Others" />
    public IReadOnlyList<NodeContact> Others { get; init; } = [];

    /// <inheritdoc cref="PeerResult.Failure" />
    public FetchFailure Failure { get; init; }

    /// <inheritdoc />
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
