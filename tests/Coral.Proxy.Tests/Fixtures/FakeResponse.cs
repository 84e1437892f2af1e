using System.Text;
using Coral.Caching;
using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>An answer with given parts, which tells when it was let go.</summary>
internal sealed class FakeResponse(ResponseHead? head, FetchFailure failure, IBodyReader? body) : CacheResponse
{
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ResponseHead? Head { get; } = head;

    public override FetchFailure Failure { get; } = failure;

    public override IBodyReader? Body { get; } = body;

    public override TimeSpan Age => AgeToTell;

    public override CacheStatus Status => StatusToTell;

    public override TimeSpan? RetryAfter => RetryAfterToTell;

    public override int RefusedWith => RefusedWithToTell;

    public int RefusedWithToTell { get; init; }

    public TimeSpan? RetryAfterToTell { get; init; }

    public TimeSpan AgeToTell { get; init; }

    public override StoredResponse? Stored => StoredToBe;

    /// <summary>What the response has become in the store.</summary>
    public StoredResponse? StoredToBe { get; init; }

    public CacheStatus StatusToTell { get; init; } = new() { Forward = "uri-miss", Detail = "origin" };

    /// <summary>Completes when the answer is disposed.</summary>
    public Task Disposed => _disposed.Task;

    public static FakeResponse Of(int status, string body, params ReadOnlySpan<(string Name, string Value)> fields) =>
        new(
            new ResponseHead(status, FieldList.Of(fields)),
            default,
            GrowingBody.Complete(Encoding.UTF8.GetBytes(body))
        );

    public static FakeResponse Growing(GrowingBody body, params ReadOnlySpan<(string Name, string Value)> fields) =>
        new(new ResponseHead(200, FieldList.Of(fields)), default, body);

    public static FakeResponse Failed(FetchFailure failure) => new(null, failure, null);

    protected override void Dispose(bool disposing) => _disposed.TrySetResult();
}
