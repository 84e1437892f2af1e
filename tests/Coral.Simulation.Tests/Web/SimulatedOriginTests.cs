using Coral.Caching.Http;
using Coral.Caching.Transfers;
using Coral.Simulation.Web;

namespace Coral.Simulation.Tests.Web;

public sealed class SimulatedOriginTests
{
    private readonly WebFixture _web = new();

    [Fact]
    public void Send_OfAGet_BringsTheFileAndWhatACacheNeedsToKnow()
    {
        var (head, bytes) = Send(_web.Request);

        Assert.Equal(200, head.Status);
        Assert.Equal("max-age=43200", head.Fields.Get("Cache-Control"));
        Assert.Equal("41984", head.Fields.Get("Content-Length"));
        Assert.Equal("Mon, 29 Mar 2004 00:00:00 GMT", head.Fields.Get("Date"));
        Assert.Equal(_web.Content, bytes);
        Assert.Equal(
            [new SimulatedOriginRequest(TimeSpan.FromMilliseconds(150), 0, "/a", 200, 41_984)],
            _web.Site.Requests
        );
    }

    [Fact]
    public void Send_OfAHead_BringsNoBody()
    {
        var (head, bytes) = Send(_web.Request with { IsHead = true });

        Assert.Equal((200, "41984", 0), (head.Status, head.Fields.Get("Content-Length"), bytes.Length));
    }

    [Fact]
    public void Send_OfAConditionThatHolds_Is304WithoutBody()
    {
        var tag = Send(_web.Request).Head.Fields.Get("ETag")!;
        var (head, bytes) = Send(_web.RequestWith(("If-None-Match", tag)));

        Assert.Equal((304, tag, 0), (head.Status, head.Fields.Get("ETag"), bytes.Length));
    }

    [Fact]
    public void Send_OfARangeToTheEnd_BringsTheRest()
    {
        var tag = Send(_web.Request).Head.Fields.Get("ETag")!;
        var (head, bytes) = Send(_web.RequestWith(("Range", "bytes=40000-"), ("If-Range", tag)));

        Assert.Equal((206, "bytes 40000-41983/41984"), (head.Status, head.Fields.Get("Content-Range")));
        Assert.Equal(_web.Content[40_000..], bytes);
    }

    [Theory]
    [InlineData("bytes=40000-", "\"other\"")]
    [InlineData("bytes=41984-", null)]
    [InlineData("bytes=1-2", null)]
    [InlineData("bytes=-5", null)]
    [InlineData("lines=3-", null)]
    public void Send_OfARangeThatItDoesNotServe_BringsTheWhole(string range, string? validator)
    {
        var request = validator is null
            ? _web.RequestWith(("Range", range))
            : _web.RequestWith(("Range", range), ("If-Range", validator));
        var (head, bytes) = Send(request);

        Assert.Equal((200, _web.Content.Length), (head.Status, bytes.Length));
    }

    [Fact]
    public void Send_ForWhatIsNotThere_Is404()
    {
        var (head, bytes) = Send(_web.Request with { Key = new CacheKey(SimulatedOrigin.Name, "/b") });

        Assert.Equal((404, 0), (head.Status, bytes.Length));
    }

    [Fact]
    public void Send_AfterAConnectionWasPrepared_SavesItsRoundTrip()
    {
        var client = _web.Site.ClientOf(0);
        _web.Clock.Run(async () =>
        {
            client.Prepare(_web.Key, OriginPreparation.Resolve);
            client.Prepare(_web.Key, OriginPreparation.Connect);
            client.Prepare(_web.Key, OriginPreparation.Connect);
            await Task.Delay(TimeSpan.FromSeconds(1), _web.Clock);
            await client.SendAsync(_web.Request, CancellationToken.None);
        });

        Assert.Equal(TimeSpan.FromMilliseconds(1_100), _web.Clock.Elapsed);
        Assert.Equal(1, _web.Site.Connections);
    }

    [Fact]
    public void Send_LongAfterAConnectionWasPrepared_OpensAnother()
    {
        var client = _web.Site.ClientOf(0);
        _web.Clock.Run(async () =>
        {
            client.Prepare(_web.Key, OriginPreparation.Connect);
            await Task.Delay(WebConditions.ConnectionIdleTime, _web.Clock);
            await client.SendAsync(_web.Request, CancellationToken.None);
        });

        Assert.Equal(2, _web.Site.Connections);
    }

    private (ResponseHead Head, byte[] Bytes) Send(CacheRequest request) =>
        _web.Clock.Run(async () =>
        {
            var result = await _web.Site.ClientOf(0).SendAsync(request, CancellationToken.None);
            return (result.Head!, (await _web.ReadAsync(result.Body!)).Bytes);
        });
}
