using Coral.Caching.Http;
using Coral.Proxy.Origin;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Origin;

/// <summary>The declared length binds a body over HTTP/2 too, where the framework does not look at it.</summary>
public sealed class DeclaredLengthTests
{
    [Theory]
    [InlineData(5L, "hello", null)]
    [InlineData(6L, "hello", FetchFailure.ConnectionLost)]
    [InlineData(4L, "", FetchFailure.BadResponse)]
    [InlineData(0L, "", FetchFailure.BadResponse)]
    [InlineData(null, "hello", null)]
    public async Task ReadAsync_BodyOfFiveBytes_IsHeldToItsDeclaredLength(
        long? declared,
        string text,
        FetchFailure? failure
    )
    {
        using var harness = new OriginHarness();
        using var content = new MemoryStream("hello"u8.ToArray());
        var body = new OriginBody(
            new HttpResponseMessage(),
            content,
            declared,
            harness.Options,
            new OriginMetrics(harness.Meters),
            harness.Clock
        );

        Assert.Equal((text, failure), await OriginHarness.ReadAllAsync(body));
    }
}
