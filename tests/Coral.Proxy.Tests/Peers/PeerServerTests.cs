using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Time;

namespace Coral.Proxy.Tests.Peers;

/// <summary>What the peer port bears, and how it stops.</summary>
public sealed class PeerServerTests
{
    private const int TestLimit = 30_000;

    [Fact(Timeout = TestLimit)]
    public async Task Stop_WithAResponseRunning_LetsItEnd()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        var growing = new GrowingBody(6);
        growing.Append("abc"u8.ToArray());
        holder.Service.Respond(_ => Growing(growing));
        var result = await requester.RequestAsync(holder);

        var stopping = holder.Server.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(stopping.IsCompleted);
        growing.Append("def"u8.ToArray());
        growing.End();

        var (bytes, failure) = await Bodies.ReadAllAsync(result.Body);
        Assert.Equal("abcdef"u8.ToArray(), bytes);
        Assert.Null(failure);
        await stopping;
        Assert.Equal(PeerOutcome.Unreachable, (await requester.RequestAsync(holder)).Outcome);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Stop_WithAResponseThatDoesNotEnd_AbortsItInTime()
    {
        var clock = new ManualTimeProvider();
        await using var holder = await PeerUnderTest.StartAsync(id: 1, clock);
        await using var requester = new PeerUnderTest(id: 2, clock);
        holder.Service.Respond(release => Growing(new GrowingBody(6), release));
        var result = await requester.RequestAsync(holder);

        var stopping = holder.Server.StopAsync(TestContext.Current.CancellationToken);
        await clock.UntilArmedAsync(holder.Options.DrainTimeout);
        clock.Advance(holder.Options.DrainTimeout);

        await stopping;
        await holder.Service.GaveBack.Task;
        Assert.NotNull((await Bodies.ReadAllAsync(result.Body)).Failure);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Reader_ThatStalls_IsCutOff()
    {
        var clock = new ManualTimeProvider();
        await using var holder = new PeerUnderTest(id: 1, clock);
        holder.Options.MinAnswerBytesPerSecond = 32 * 1024;
        await holder.StartAsync();
        await using var requester = new PeerUnderTest(id: 2, new ManualTimeProvider());
        holder.Service.Respond(release => Growing(new EndlessBody(), release));

        var result = await requester.RequestAsync(holder);
        var limit = holder.Options.MinAnswerRateGrace + TimeSpan.FromSeconds(0.5); // a piece of 16 KB
        while (!holder.Service.GaveBack.Task.IsCompleted)
        {
            // Writes that go after all arm the timer too; the last one does not.
            await Task.WhenAny(clock.UntilArmedAsync(limit), holder.Service.GaveBack.Task);
            clock.Advance(limit);
        }

        Assert.Equal(FetchFailure.ConnectionLost, (await Bodies.ReadAllAsync(result.Body)).Failure);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Requests_AboveTheStreamLimit_WaitForTheirTurn()
    {
        await using var holder = new PeerUnderTest(id: 1);
        holder.Options.MaxStreamsPerConnection = 2;
        await holder.StartAsync();
        await using var requester = new PeerUnderTest(id: 2);
        holder.Service.Respond(_ => PeerUnderTest.Complete(Bodies.Of(1000)));
        await requester.RequestAsync(holder);
        var (running, most, arrived, gate) = (0, 0, 0, new Lock());
        var pairs = Enumerable.Range(0, 20).Select(_ => new TaskCompletionSource()).ToList();
        holder.Service.Script = async (_, _) =>
        {
            await PairAsync();
            Interlocked.Decrement(ref running);
            return new PeerResponse<IBodyReader> { Outcome = PeerOutcome.NotHere };
        };

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => requester.RequestAsync(holder)));

        Assert.All(results, result => Assert.Equal(PeerOutcome.NotHere, result.Outcome));
        Assert.Equal(2, most);

        // Each question waits for the other of its pair, so that there are two at a time.
        Task PairAsync()
        {
            int number;
            lock (gate)
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                number = arrived++;
            }

            var pair = pairs[number / 2];
            if (number % 2 == 1)
            {
                pair.SetResult();
            }

            return pair.Task;
        }
    }

    [Fact(Timeout = TestLimit)]
    public async Task Connections_AboveTheLimit_AreClosed()
    {
        await using var holder = new PeerUnderTest(id: 1);
        holder.Options.MaxConnections = 1;
        await holder.StartAsync();
        await using var first = new PeerUnderTest(id: 2);
        await using var second = new PeerUnderTest(id: 3);

        var (arrived, done) = (new TaskCompletionSource(), new TaskCompletionSource());
        holder.Service.Script = async (_, _) =>
        {
            arrived.TrySetResult();
            await done.Task;
            return new PeerResponse<IBodyReader> { Outcome = PeerOutcome.NotHere };
        };

        // A connection with a request under way is not idle: it makes no room for another.
        var busy = first.RequestAsync(holder);
        await arrived.Task;
        Assert.Equal(PeerOutcome.Unreachable, (await second.RequestAsync(holder)).Outcome);
        done.SetResult();
        Assert.Equal(PeerOutcome.NotHere, (await busy).Outcome);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Request_WithAHugeHeader_IsRefused()
    {
        await using var holder = new PeerUnderTest(id: 1);
        holder.Options.MaxHeaderBytes = 16 * 1024;
        await holder.StartAsync();
        await using var requester = new PeerUnderTest(id: 2);
        var fields = FieldList.Of(("X-Huge", new string('x', 20 * 1024)));
        var question = requester.Request();

        var result = await requester.RequestAsync(
            holder.Contact,
            question with
            {
                Request = question.Request with { Fields = fields },
            }
        );

        Assert.NotEqual(PeerOutcome.NotHere, result.Outcome);
        Assert.Empty(holder.Service.Questions);
        Assert.Equal(PeerOutcome.NotHere, (await requester.RequestAsync(holder)).Outcome);
    }

    [Fact(Timeout = TestLimit)]
    public async Task Requester_ThatLeavesBeforeTheResponse_CancelsTheService()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var requester = new PeerUnderTest(id: 2);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        holder.Service.Script = async (_, cancellationToken) =>
        {
            await using var registration = cancellationToken.Register(left.SetResult);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new PeerResponse<IBodyReader> { Outcome = PeerOutcome.NotHere };
        };
        using var cancel = new CancellationTokenSource();

        var asking = requester.Client.RequestAsync(holder.Contact, requester.Request(), cancel.Token);
        await holder.Service.Requested.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await left.Task;
        Assert.DoesNotContain(holder.Events.Events, e => e.Event == "AnswerFailed");
    }

    [Fact(Timeout = TestLimit)]
    public async Task Start_OnAPortThatIsTaken_Fails()
    {
        await using var holder = await PeerUnderTest.StartAsync(id: 1);
        await using var other = new PeerUnderTest(id: 2);
        other.Options.Listen = holder.Server.EndPoint;

        await Assert.ThrowsAsync<IOException>(other.StartAsync);
    }

    private static PeerResponse<IBodyReader> Growing(IBodyReader body, Action? release = null) =>
        new()
        {
            Release = release,
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(200, FieldList.Of(("Age", "0"))),
            Body = body,
        };
}
