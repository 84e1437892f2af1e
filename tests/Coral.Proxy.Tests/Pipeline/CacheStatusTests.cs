using Coral.Caching;
using Coral.Caching.Http;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>
/// Cache-Status is about the response that is sent, and never about one that a page of ours replaces.
/// </summary>
public sealed class CacheStatusTests
{
    private static readonly CacheStatus Stored = new()
    {
        Forward = "uri-miss",
        ForwardStatus = 200,
        Stored = true,
        Detail = "origin",
    };

    [Fact(Timeout = 30_000)]
    public async Task Get_BrokeBeforeTheFirstByte_ThePageDoesNotSayStored()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new GrowingBody(length: 5);
        body.End(FetchFailure.BadResponse);
        Answer(proxy, body, Stored);

        var response = await proxy.GetAsync("/");

        Assert.Equal(502, response.Status);
        Assert.Equal("coral; fwd=uri-miss; fwd-status=200; detail=origin", response["Cache-Status"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_FaultOfOurs_ThePageSaysNothingOfTheResponse()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        Answer(proxy, new FaultyBody(), Stored);

        var response = await proxy.GetAsync("/");

        Assert.Equal((500, "coral; detail=refused"), (response.Status, response["Cache-Status"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_StaleCopyThatCannotBeRead_ThePageIsNoHit()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var body = new GrowingBody(length: 5);
        body.End(FetchFailure.ConnectionLost);
        Answer(
            proxy,
            body,
            new CacheStatus
            {
                Hit = true,
                Ttl = TimeSpan.FromSeconds(-1),
                Detail = "disk",
            }
        );

        var response = await proxy.GetAsync("/");

        Assert.Equal("coral; detail=disk", response["Cache-Status"]);
    }

    private static void Answer(ProxyUnderTest proxy, IBodyReader body, CacheStatus status) =>
        proxy.Cache.Respond = (_, _) =>
            Task.FromResult<CacheResponse>(
                new FakeResponse(new ResponseHead(200, FieldList.Empty), default, body) { StatusToTell = status }
            );

    /// <summary>A body whose reading is a fault of ours.</summary>
    private sealed class FaultyBody : IBodyReader
    {
        public long? Length => 5;

        public ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("A fault.");

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
