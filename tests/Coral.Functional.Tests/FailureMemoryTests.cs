using System.Net;
using System.Net.Http.Headers;
using Coral.Functional.Tests.Fixtures;
using Coral.Testing.Origins;
using Microsoft.AspNetCore.Http;

namespace Coral.Functional.Tests;

/// <summary>An origin that fails: stale copies take its place, and it is left alone for a while.</summary>
public sealed class FailureMemoryTests
{
    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatDied_IsReplacedByItsStaleCopyForADay()
    {
        var clock = new SkippingClock();
        var origin = await ProgrammableOrigin.StartAsync("alive", "max-age=60");
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, new NodeSetup { Clock = clock });
        await AssertAnswerAsync(node, 200, "alive");
        await node.StoredAsync(1);
        await origin.DisposeAsync();

        clock.Skip(TimeSpan.FromHours(1));
        await AssertAnswerAsync(node, 200, "alive");
        clock.Skip(TimeSpan.FromHours(22));
        await AssertAnswerAsync(node, 200, "alive");
        clock.Skip(TimeSpan.FromHours(2));

        using var late = await node.GetAsync("/");
        Assert.Equal(502, late.Status);
    }

    [Fact(Timeout = 30_000)]
    public async Task Nginx_ThatDied_IsReplacedByItsStaleFilesAndRangesOfThem()
    {
        var clock = new SkippingClock();
        var nginx = new NginxOrigin();
        await nginx.InitializeAsync();
        await using var node = await NodeUnderTest.StartAsync(nginx.EndPoint, new NodeSetup { Clock = clock });
        using var first = await node.StoreAsync(NginxSite.MediumPath);
        clock.Skip(TimeSpan.FromHours(2));
        await nginx.DisposeAsync();

        using var stale = await node.GetAsync(NginxSite.MediumPath);
        using var part = await node.GetAsync(
            NginxSite.MediumPath,
            request => request.Headers.Range = new RangeHeaderValue(100, 199)
        );

        Assert.Equal(NginxSite.Digest(NginxSite.Medium), NginxSite.Digest(await stale.BytesAsync()));
        Assert.InRange(stale.Headers.Age!.Value.TotalHours, 2, 2.1);
        Assert.Equal(206, part.Status);
        Assert.Equal(NginxSite.Medium[100..200], await part.BytesAsync());
    }

    [Theory(Timeout = 30_000)]
    [InlineData("max-age=60, must-revalidate")]
    [InlineData("s-maxage=60, proxy-revalidate")]
    [InlineData("max-age=60, stale-if-error=10")]
    public async Task Origin_ThatDied_IsNotReplacedWhereTheResponseForbidsIt(string cacheControl)
    {
        var clock = new SkippingClock();
        var origin = await ProgrammableOrigin.StartAsync("alive", cacheControl);
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, new NodeSetup { Clock = clock });
        await AssertAnswerAsync(node, 200, "alive");
        await node.StoredAsync(1);
        await origin.DisposeAsync();
        clock.Skip(TimeSpan.FromMinutes(2));

        using var response = await node.GetAsync("/");

        Assert.InRange(response.Status, 502, 504);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Origin_ThatAnswersWithAnError_IsReplacedByItsStaleCopy(int status)
    {
        var clock = new SkippingClock();
        var failing = false;
        await using var origin = await ProgrammableOrigin.StartAsync(
            context =>
            {
                context.Response.StatusCode = Volatile.Read(ref failing) ? status : 200;
                context.Response.Headers.CacheControl = "max-age=60";
                return context.Response.WriteAsync(
                    Volatile.Read(ref failing) ? "broken" : "well",
                    context.RequestAborted
                );
            },
            clock
        );
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, new NodeSetup { Clock = clock });
        await AssertAnswerAsync(node, 200, "well");
        await node.StoredAsync(1);
        clock.Skip(TimeSpan.FromMinutes(2));
        Volatile.Write(ref failing, true);

        await AssertAnswerAsync(node, 200, "well");

        Volatile.Write(ref failing, false);
        clock.Skip(TimeSpan.FromMinutes(10));
        using var recovered = await node.GetAsync("/");
        Assert.Equal(200, recovered.Status);
        Assert.Contains("fwd-status=200", recovered.CacheStatus);
    }

    [Fact(Timeout = 30_000)]
    public async Task NewVersion_ThatBreaksOff_LeavesTheOldOneInPlace()
    {
        var clock = new SkippingClock();
        var hits = 0;
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            var response = Interlocked.Increment(ref hits) switch
            {
                1 => "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 3\r\n\r\nold",
                2 => "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 100\r\n\r\nhalf of the new",
                _ => "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 3\r\n\r\nnew",
            };
            await connection.SendAsync(response);
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, new NodeSetup { Clock = clock });
        await AssertAnswerAsync(node, 200, "old");
        await node.StoredAsync(1);
        clock.Skip(TimeSpan.FromMinutes(2));

        // The second version breaks off under the client's eyes, or is replaced by the old one; it is never taken for
        // whole.
        try
        {
            using var broken = await node.GetAsync("/");
            Assert.Equal("old", await broken.TextAsync());
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException) { }

        clock.Skip(TimeSpan.FromMinutes(10));
        await AssertAnswerAsync(node, 200, "new");
        await AssertAnswerAsync(node, 200, "new");
        Assert.Equal(3, Volatile.Read(ref hits));
    }

    [Fact(Timeout = 30_000)]
    public async Task NewVersion_WhileItIsOnItsWay_DoesNotReplaceTheOldOneForThoseWhoTakeIt()
    {
        var clock = new SkippingClock();
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hits = 0;
        await using var origin = await ProgrammableOrigin.StartAsync(
            async context =>
            {
                context.Response.Headers.CacheControl = "max-age=60, stale-while-revalidate=600";
                if (Interlocked.Increment(ref hits) == 1)
                {
                    await context.Response.WriteAsync("old", context.RequestAborted);
                    return;
                }

                await context.Response.WriteAsync("n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await finish.Task.WaitAsync(context.RequestAborted);
                await context.Response.WriteAsync("ew", context.RequestAborted);
            },
            clock
        );
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, new NodeSetup { Clock = clock });
        await AssertAnswerAsync(node, 200, "old");
        await node.StoredAsync(1);
        clock.Skip(TimeSpan.FromMinutes(2));

        await AssertAnswerAsync(node, 200, "old");
        await AssertAnswerAsync(node, 200, "old");
        finish.SetResult();

        // The new version is in place as soon as its last byte is: the next requests get old or new, and then only new.
        string text;
        do
        {
            using var response = await node.GetAsync("/");
            text = await response.TextAsync();
            Assert.Contains(text, (string[])["old", "new"]);
        } while (text != "new");

        Assert.Equal(2, Volatile.Read(ref hits));
    }

    [Fact(Timeout = 30_000)]
    public async Task Origin_ThatRefusedAConnection_IsLeftAloneThenTriedAgain()
    {
        var clock = new SkippingClock();
        var endPoint = new IPEndPoint(IPAddress.Loopback, 0);
        await using (var gone = ScriptedOrigin.Answering(""))
        {
            endPoint = gone.EndPoint;
        }

        await using var node = await NodeUnderTest.StartAsync(endPoint, new NodeSetup { Clock = clock });
        using var first = await node.GetAsync("/a");
        Assert.Equal(502, first.Status);

        // The origin is back, but nobody asks it before the pause is over: not for other pages either.
        await using var origin = ScriptedOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nback", endPoint);
        using var second = await node.GetAsync("/b");
        Assert.InRange(second.Status, 502, 504);
        Assert.NotNull(second.Field("Retry-After"));
        Assert.Equal(0, origin.Connections);

        clock.Skip(TimeSpan.FromSeconds(11));
        await AssertAnswerAsync(node, 200, "back");
        Assert.Equal(1, origin.Connections);
    }

    [Fact(Timeout = 30_000)]
    public async Task BadResponse_TwiceInARow_IsRememberedForItsUrlOnly()
    {
        var clock = new SkippingClock();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            var head = await connection.ReadHeadAsync();
            await connection.SendAsync(
                head!.StartsWith("GET /bad", StringComparison.Ordinal)
                    ? "no HTTP at all\r\n\r\n"
                    : "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"
            );
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, new NodeSetup { Clock = clock });

        foreach (var hits in (int[])[1, 2, 2, 2])
        {
            using var bad = await node.GetAsync("/bad");
            Assert.InRange(bad.Status, 502, 504);
            Assert.Equal(hits, origin.Connections);
        }

        using var good = await node.GetAsync("/good");
        Assert.Equal("good", await good.TextAsync());
        Assert.Equal(3, origin.Connections);

        clock.Skip(TimeSpan.FromSeconds(11));
        using var again = await node.GetAsync("/bad");
        Assert.Equal(502, again.Status);
        Assert.Equal(4, origin.Connections);
    }

    private static async Task AssertAnswerAsync(NodeUnderTest node, int status, string body)
    {
        using var response = await node.GetAsync("/");
        Assert.Equal((status, body), (response.Status, await response.TextAsync()));
        Assert.StartsWith("coral; ", response.CacheStatus);
    }
}
