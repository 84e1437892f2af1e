using Coral.Caching.Http;

namespace Coral.Caching;

/// <summary>A failure: there is no response to pass on.</summary>
internal sealed class FailedAnswer(FetchFailure failure, TimeSpan? retryAfter, CacheStatus status) : CacheAnswer
{
    public override ResponseHead? Head => null;

    public override FetchFailure Failure => failure;

    public override TimeSpan? RetryAfter => retryAfter;

    public override IBodyReader? Body => null;

    public override TimeSpan Age => TimeSpan.Zero;

    public override CacheStatus Status => status;

    protected override void Dispose(bool disposing) { }
}
