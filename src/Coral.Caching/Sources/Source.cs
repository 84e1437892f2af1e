using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>Somebody who answered, and the bytes that come from there.</summary>
/// <param name="Head">Status and header.</param>
/// <param name="Body">The bytes from where they are wanted.</param>
internal sealed record Source(ResponseHead Head, IOriginBody Body) : IAsyncDisposable
{
    /// <summary>Which peer; <see langword="null"/> for the origin.</summary>
    public Candidate? Peer { get; init; }

    /// <summary>The length of the whole, where it is known.</summary>
    public long? Length { get; init; }

    /// <summary>What the whole must be, where the peer has it.</summary>
    public ContentDigests? Digests { get; init; }

    /// <summary>What the peer says at the end of the body that the whole was; empty for nothing.</summary>
    public Func<ReadOnlyMemory<byte>>? FinalDigest { get; init; }

    /// <summary>From when its age counts.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>Ends what comes from a peer.</summary>
    public LinkedCancellation? Stop { get; init; }

    /// <summary>Whether it was on its way to the peer too.</summary>
    public bool IsJoined => Peer is not null && Digests is null;

    public ValueTask DisposeAsync()
    {
        Stop?.Dispose();
        return Body.DisposeAsync();
    }
}
