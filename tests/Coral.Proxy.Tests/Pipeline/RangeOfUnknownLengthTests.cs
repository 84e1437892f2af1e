using Coral.Caching;
using Coral.Proxy.Pipeline;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>
/// Media players ask for a range first, and take nothing but a 206: also where no length was declared.
/// </summary>
public sealed class RangeOfUnknownLengthTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("bytes=0-1", 206, "bytes 0-1/1000", 2)]
    [InlineData("bytes=990-", 206, "bytes 990-999/1000", 10)]
    [InlineData("bytes=-10", 206, "bytes 990-999/1000", 10)]
    [InlineData("bytes=1000-", 416, "bytes */1000", 0)]
    public async Task Get_BodyThatEnds_IsAnsweredWithItsLength(string range, int status, string contentRange, int bytes)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Cache.Respond = (_, _) => Body(1000, isEnded: true);

        var response = await proxy.GetAsync("/", $"Range: {range}");

        Assert.Equal((status, contentRange, bytes), (response.Status, response["Content-Range"], response.Body.Length));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("bytes=0-1", "bytes 0-1/*", 2)]
    [InlineData("bytes=262142-262143", "bytes 262142-262143/*", 2)]
    public async Task Get_LongBodyThatGoesOn_IsAnsweredWithoutTheCompleteLength(
        string range,
        string contentRange,
        int bytes
    )
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Cache.Respond = (_, _) => Body((int)RangeWait.MostBytes, isEnded: false);

        var response = await proxy.GetAsync("/", $"Range: {range}");

        Assert.Equal((206, contentRange, bytes), (response.Status, response["Content-Range"], response.Body.Length));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("bytes=0-")]
    [InlineData("bytes=-5")]
    [InlineData("bytes=300000-300001")]
    public async Task Get_LongBodyAndARangeBeyondWhatHasCome_IsTheWhole(string range)
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Cache.Respond = (_, _) => Body(400_000, isEnded: true);

        var response = await proxy.GetAsync("/", $"Range: {range}");

        Assert.Equal((200, 400_000), (response.Status, response.Body.Length));
    }

    private static Task<CacheResponse> Body(int bytes, bool isEnded)
    {
        var body = new GrowingBody(length: null);
        body.Append(new byte[bytes]);
        if (isEnded)
        {
            body.End();
        }

        return Task.FromResult<CacheResponse>(FakeResponse.Growing(body));
    }
}
