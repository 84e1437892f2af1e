using Coral.Caching.Events;
using Coral.Caching.Http;

namespace Coral.Caching.Transfers;

/// <summary>
/// A response as it was fetched, from an origin or from a peer: its body still streams. Or the failure to fetch it.
/// </summary>
public readonly record struct FetchedResponse
{
    /// <summary>Status and header; <see langword="null"/> on failure.</summary>
    public ResponseHead? Head { get; private init; }

    /// <summary>The body as it arrives; the receiver disposes it. <see langword="null"/> on failure.</summary>
    public IOriginBody? Body { get; private init; }

    /// <summary>The reason for the lack of a response. Meaningful only without <see cref="Head"/>.</summary>
    public FetchFailure Failure { get; private init; }

    /// <summary>The length of the whole representation in bytes, where it is known.</summary>
    public long? Length { get; init; }

    /// <summary>The place that it came from.</summary>
    public FetchSource Source { get; init; }

    /// <summary>True if the peer that sent it was still receiving it.</summary>
    public bool IsJoined { get; init; }

    /// <summary>
    /// The time from which its age counts, where that is not the time of the request: the lookup in the index, and a
    /// peer's wait for its own source, are no part of the age.
    /// </summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>A response header has arrived.</summary>
    public static FetchedResponse Responded(ResponseHead head, IOriginBody body) =>
        new()
        {
            Head = head,
            Body = body,
            Length = body.Length,
        };

    /// <summary>The same response, whose body is read through another one.</summary>
    public FetchedResponse WithBody(IOriginBody body) => this with { Body = body };

    /// <summary>There is no response.</summary>
    public static FetchedResponse Failed(FetchFailure failure) => new() { Failure = failure };
}
