using System.Text;
using Coral.Caching.Store;
using Coral.Functional.Tests.Fixtures;
using Coral.Testing.Origins;
using Microsoft.AspNetCore.Http;

namespace Coral.Functional.Tests;

/// <summary>The first promise: however many ask at once, the origin is asked once.</summary>
public sealed class CrowdTests
{
    private const int Clients = 200;

    [Theory(Timeout = 60_000)]
    [InlineData(0.3)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Crowd_ForASlowOrigin_AsksItOnceHoweverLongItTakes(double originSeconds)
    {
        var clock = new SkippingClock();
        var release = NewSignal();
        var arrived = NewSignal();
        await using var origin = await ProgrammableOrigin.StartAsync(
            async context =>
            {
                arrived.TrySetResult();
                await release.Task.WaitAsync(context.RequestAborted);
                await RespondAsync(context, "max-age=60");
            },
            clock
        );
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, new NodeSetup { Clock = clock });

        var crowd = Crowd.Send(node, Clients, "/object");
        await node.WaitingAsync(Clients);
        await arrived.Task;

        // The origin's time passes in small steps: any lock that gave up on the way would show as a second request.
        for (var step = 0; step < 10; step++)
        {
            clock.Skip(TimeSpan.FromSeconds(originSeconds / 10));
        }

        release.SetResult();
        await crowd.AssertAllAsync(NginxSite.Medium);

        Assert.Equal(1, origin.Hits);
        Assert.Equal(Clients - 1, crowd.Count("collapsed"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Crowd_ForAnObjectThatIsStaleAtOnce_SharesTheOneResponse()
    {
        var release = NewSignal();
        await using var origin = await ProgrammableOrigin.StartAsync(async context =>
        {
            await release.Task.WaitAsync(context.RequestAborted);
            context.Response.Headers.ETag = "\"one\"";
            await RespondAsync(context, "max-age=0");
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        var crowd = Crowd.Send(node, Clients, "/object");
        await node.WaitingAsync(Clients);
        release.SetResult();
        await crowd.AssertAllAsync(NginxSite.Medium);

        Assert.Equal(1, origin.Hits);
    }

    [Fact(Timeout = 60_000)]
    public async Task Crowd_ForAStaleObject_RevalidatesItOnce()
    {
        var clock = new SkippingClock();
        var release = NewSignal();
        await using var origin = await ProgrammableOrigin.StartAsync(
            async context =>
            {
                context.Response.Headers.ETag = "\"one\"";
                context.Response.Headers.CacheControl = "max-age=60";
                if (context.Request.Headers.IfNoneMatch == "\"one\"")
                {
                    await release.Task.WaitAsync(context.RequestAborted);
                    context.Response.StatusCode = StatusCodes.Status304NotModified;
                    return;
                }

                await RespondAsync(context, "max-age=60");
            },
            clock
        );
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, new NodeSetup { Clock = clock });
        using var first = await node.StoreAsync("/object");
        clock.Skip(TimeSpan.FromMinutes(2));

        var crowd = Crowd.Send(node, Clients, "/object");
        await node.WaitingAsync(Clients);
        release.SetResult();
        await crowd.AssertAllAsync(NginxSite.Medium);

        Assert.Equal(2, origin.Hits);
    }

    [Fact(Timeout = 60_000)]
    public async Task Crowd_ForWhatIsPrivate_GoesToTheOriginUnderTheCapAndInFullRounds()
    {
        const int Cap = 16;
        var first = NewSignal();
        var rounds = new Rounds(Cap, Clients - 1);
        var arrivals = 0;
        var arrived = NewSignal();
        await using var origin = await ProgrammableOrigin.StartAsync(async context =>
        {
            var number = Interlocked.Increment(ref arrivals);
            arrived.TrySetResult();
            await (number == 1 ? first.Task : rounds.ArriveAsync()).WaitAsync(context.RequestAborted);
            await RespondAsync(context, "private");
        });
        var cache = new CacheOptions { UnsharedPerOrigin = Cap, MaxUnsharedPerOrigin = Cap };
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint, new NodeSetup { Cache = cache });

        var crowd = Crowd.Send(node, Clients, "/object");
        await node.WaitingAsync(Clients);
        await arrived.Task;
        Assert.Equal(1, origin.Hits);
        first.SetResult();

        // All others are at the origin or queue for it: no further request can be on its way.
        await rounds.FirstFull;
        await node.QueuedAsync(Clients - 1 - Cap);
        Assert.Equal(Cap, origin.Running);
        rounds.Begin();
        await crowd.AssertAllAsync(NginxSite.Medium);

        // Nobody waits longer than for the first answer and for 13 rounds: each round is let go only when it is full.
        Assert.Equal(Clients, origin.Hits);
        Assert.InRange(origin.MostRunning, 1, Cap);
        Assert.Equal((Clients - 1 + Cap - 1) / Cap, rounds.Completed);
    }

    [Fact(Timeout = 60_000)]
    public async Task Crowd_WhileTheOriginHoldsTheRestBack_HasTheFirstByte()
    {
        var rest = NewSignal();
        await using var origin = await ProgrammableOrigin.StartAsync(async context =>
        {
            context.Response.Headers.CacheControl = "max-age=60";
            context.Response.ContentLength = NginxSite.Medium.Length;
            await context.Response.Body.WriteAsync(NginxSite.Medium.AsMemory(0, 1), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await rest.Task.WaitAsync(context.RequestAborted);
            await context.Response.Body.WriteAsync(NginxSite.Medium.AsMemory(1), context.RequestAborted);
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        var crowd = Crowd.Send(node, Clients, "/object");
        await crowd.FirstBytes;
        rest.SetResult();
        await crowd.AssertAllAsync(NginxSite.Medium);

        Assert.Equal(1, origin.Hits);
    }

    [Fact(Timeout = 60_000)]
    public async Task Crowd_WhoseFirstClientLeaves_IsServedByTheSameFetch()
    {
        var release = NewSignal();
        var arrived = NewSignal();
        await using var origin = await ProgrammableOrigin.StartAsync(async context =>
        {
            arrived.TrySetResult();
            await release.Task.WaitAsync(context.RequestAborted);
            await RespondAsync(context, "max-age=60");
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);
        using var impatience = new CancellationTokenSource();
        var impatient = node.Client.GetAsync(node.Url("/object"), impatience.Token);
        await arrived.Task;

        var crowd = Crowd.Send(node, 20, "/object");
        await node.WaitingAsync(21);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await node.WaitingAsync(20);
        release.SetResult();
        await crowd.AssertAllAsync(NginxSite.Medium);

        Assert.Equal(1, origin.Hits);
    }

    [Fact(Timeout = 60_000)]
    public async Task Crowd_ThatLeavesAltogether_EndsTheFetch()
    {
        var arrived = NewSignal();
        var ended = NewSignal();
        await using var origin = await ProgrammableOrigin.StartAsync(async context =>
        {
            using var registration = context.RequestAborted.Register(() => ended.TrySetResult());
            arrived.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);
        using var leaving = new CancellationTokenSource();
        var clients = Enumerable
            .Range(0, 20)
            .Select(_ => node.Client.GetAsync(node.Url("/object"), leaving.Token))
            .ToArray();
        await node.WaitingAsync(20);
        await arrived.Task;

        await leaving.CancelAsync();

        await ended.Task;
        foreach (var client in clients)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Crowd_WhenTheOriginFails_LearnsItFromOneRequest()
    {
        var release = NewSignal();
        await using var origin = ScriptedOrigin.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WaitAsync(release.Task);
        });
        await using var node = await NodeUnderTest.StartAsync(origin.EndPoint);

        var clients = Enumerable.Range(0, Clients).Select(_ => node.GetAsync("/object")).ToArray();
        await node.WaitingAsync(Clients);
        release.SetResult();

        foreach (var client in clients)
        {
            using var response = await client;
            Assert.Equal(502, response.Status);
            Assert.NotEqual("", Encoding.UTF8.GetString(await response.BytesAsync()));
        }

        Assert.Equal(1, origin.Connections);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task RespondAsync(HttpContext context, string cacheControl)
    {
        context.Response.Headers.CacheControl = cacheControl;
        context.Response.ContentLength = NginxSite.Medium.Length;
        await context.Response.Body.WriteAsync(NginxSite.Medium, context.RequestAborted);
    }
}
