using Coral.Caching.Http;

namespace Coral.Caching.Tests.Fixtures;

/// <summary>What one client got, and when.</summary>
internal sealed record ClientResult(
    CacheResponse Answer,
    long Bytes,
    FetchFailure? BodyFailure,
    TimeSpan HeaderAfter,
    TimeSpan EndAfter
)
{
    public int? Code => Answer.Head?.Status;

    public CacheStatus Status => Answer.Status;
}
