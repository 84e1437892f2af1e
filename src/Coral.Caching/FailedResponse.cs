using Coral.Caching.Http;

namespace Coral.Caching;

/// <summary>A failure: there is no response to pass on.</summary>
internal sealed class FailedResponse(FetchFailure failure, TimeSpan? retryAfter, CacheStatus status) : CacheResponse
{
    public override ResponseHead? Head => null;

    public override FetchFailure Failure => failure;

    public override TimeSpan? RetryAfter => retryAfter;

    public override IBodyReader? Body => null;

    public override TimeSpan Age => TimeSpan.Zero;

    public override CacheStatus Status => status;

    protected override void Dispose(bool disposing) { }
}
