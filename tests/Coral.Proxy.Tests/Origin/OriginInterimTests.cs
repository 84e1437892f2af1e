using Coral.Caching.Http;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Proxy.Tests.Origin;

/// <summary>Interim responses of an origin reach the request that they answer, and no other.</summary>
public sealed class OriginInterimTests
{
    [Fact(Timeout = 30_000)]
    public async Task SendAsync_EarlyHints_AreHeardByTheirOwnRequest()
    {
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            for (var i = 0; i < 3; i++)
            {
                await connection.ReadHeadAsync();
                await connection.SendAsync(
                    $"HTTP/1.1 103 Early Hints\r\nLink: </{i}>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
                );
            }
        });
        using var harness = OriginHarness.Of(origin);
        Receiver[] receivers = [new(), new()];

        await SendAsync(harness, receivers[0]);
        await SendAsync(harness, receiver: null);
        await SendAsync(harness, receivers[1]);

        Assert.Equal(1, origin.Connections);
        Assert.Equal(["</0>"], receivers[0].Links);
        Assert.Equal(["</2>"], receivers[1].Links);
    }

    private static async Task SendAsync(OriginHarness harness, Receiver? receiver)
    {
        var request = new CacheRequest(new CacheKey("http://www.x.com", "/"), IsHead: false, FieldList.Empty)
        {
            Interim = receiver,
        };
        var result = await harness.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(("hello", null), await OriginHarness.ReadAllAsync(result.Body));
    }

    private sealed class Receiver : IInterimReceiver
    {
        public List<string?> Links { get; } = [];

        public void Receive(ResponseHead interim) => Links.Add(interim.Fields.Get("Link"));
    }
}
