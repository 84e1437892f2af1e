using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Transfers;

namespace Coral.Caching;

/// <summary>A response to pass on, stored or on its way.</summary>
/// <param name="head">Status and header.</param>
/// <param name="body">The body, whole or still arriving.</param>
/// <param name="age">The current age of the response, for <c>Age</c>.</param>
/// <param name="status">The outcome of the request, for <c>Cache-Status</c>.</param>
/// <param name="flight">The flight to leave; <see langword="null"/> when nobody need be told.</param>
/// <param name="stored">The stored response that this is; <see langword="null"/> for one on its way.</param>
internal sealed class ServedResponse(
    ResponseHead head,
    IBodyReader body,
    TimeSpan age,
    CacheStatus status,
    Flight? flight = null,
    StoredResponse? stored = null
) : CacheResponse
{
    private int _hasLeft;

    public override ResponseHead? Head => head;

    public override FetchFailure Failure => default;

    public override IBodyReader? Body => body;

    public override StoredResponse? Stored => stored ?? flight?.Stored;

    public override TimeSpan Age => age;

    public override CacheStatus Status => status;

    protected override void Dispose(bool disposing)
    {
        body.Dispose();
        if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
        {
            flight?.Leave();
        }
    }
}
