using Coral.Caching.Http;

namespace Coral.Caching.Transfers;

/// <summary>
/// What came of asking an origin, or those who asked it: a response whose body still streams, or a failure.
/// </summary>
public readonly record struct OriginResult
{
    private OriginResult(ResponseHead? head, IOriginBody? body, FetchFailure failure)
    {
        Head = head;
        Body = body;
        Failure = failure;
    }

    /// <summary>Status and header; <see langword="null"/> on failure.</summary>
    public ResponseHead? Head { get; }

    /// <summary>The body as it arrives; the receiver disposes it. <see langword="null"/> on failure.</summary>
    public IOriginBody? Body { get; }

    /// <summary>Why there is no response. Meaningful only without <see cref="Head"/>.</summary>
    public FetchFailure Failure { get; }

    /// <summary>Where it came from.</summary>
    public FetchSource Source { get; init; }

    /// <summary>Whether it was still on its way to the peer that it came from.</summary>
    public bool IsJoined { get; init; }

    /// <summary>
    /// From when its age counts, where that is not when it was asked for: the walk of the index, and a peer's wait for
    /// its own source, are no part of it.
    /// </summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>A response header has arrived.</summary>
    public static OriginResult Responded(ResponseHead head, IOriginBody body) => new(head, body, default);

    /// <summary>There is no response.</summary>
    public static OriginResult Failed(FetchFailure failure) => new(null, null, failure);
}
