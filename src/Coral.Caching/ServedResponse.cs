using Coral.Caching.Http;
using Coral.Caching.Transfers;

namespace Coral.Caching;

/// <summary>A response to pass on, stored or on its way.</summary>
/// <param name="head">Status and header.</param>
/// <param name="body">The body, whole or still arriving.</param>
/// <param name="age">The current age of the response, for <c>Age</c>.</param>
/// <param name="status">The outcome of the request, for <c>Cache-Status</c>.</param>
/// <param name="flight">The flight to leave; <see langword="null"/> when nobody need be told.</param>
internal sealed class ServedResponse(
    ResponseHead head,
    IBodyReader body,
    TimeSpan age,
    CacheStatus status,
    Flight? flight = null
) : CacheResponse
{
    private Flight? _flight = flight;

    public override ResponseHead? Head => head;

    public override FetchFailure Failure => default;

    public override IBodyReader? Body => body;

    public override TimeSpan Age => age;

    public override CacheStatus Status => status;

    protected override void Dispose(bool disposing)
    {
        body.Dispose();
        Interlocked.Exchange(ref _flight, null)?.Leave();
    }
}
