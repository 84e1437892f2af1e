using Coral.Caching.Http;
using Coral.Caching.Transfers;

namespace Coral.Caching;

/// <summary>A failure: there is no response to pass on.</summary>
internal sealed class FailedResponse(FetchFailure failure, OriginPause? pause, CacheStatus status) : CacheResponse
{
    public override ResponseHead? Head => null;

    public override FetchFailure Failure => failure;

    public override TimeSpan? RetryAfter => pause?.Rest;

    public override int RefusedWith => pause is { Failure: FetchFailure.Refused, Status: var code } ? code : 0;

    public override IBodyReader? Body => null;

    public override TimeSpan Age => TimeSpan.Zero;

    public override CacheStatus Status => status;

    protected override void Dispose(bool disposing) { }
}
