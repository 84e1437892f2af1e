using Coral.Caching.Model;

namespace Coral.Caching.Fetching;

/// <summary>What came of asking an origin: a response whose body still streams, or a failure.</summary>
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

    /// <summary>A response header has arrived.</summary>
    public static OriginResult Responded(ResponseHead head, IOriginBody body) => new(head, body, default);

    /// <summary>There is no response.</summary>
    public static OriginResult Failed(FetchFailure failure) => new(null, null, failure);
}
