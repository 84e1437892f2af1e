using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Caching.Store;
using Coral.Core.Index;
using Coral.Simulation.Network;
using Coral.Simulation.Web;

namespace Coral.Simulation.Tests.Web;

public sealed class SimulatedPeersTests
{
    private readonly WebFixture _web = new(WebFixture.Fast with { NodeBitsPerSecond = 384_000 });

    [Fact]
    public void Ask_OfACompleteCopy_BringsItWithDigestsAndAge()
    {
        var digests = new ContentDigests(_web.Content.Length, new byte[32], new byte[32]);
        var service = new StubService(Answer(digests: digests));
        _web.Peers.Serve(1, service);
        var (result, bytes, digest) = _web.Clock.Run(async () =>
        {
            var result = await AskAsync(1);
            var (bytes, _, _) = await _web.ReadAsync(result.Body!);
            return (result, bytes, result.FinalDigest());
        });

        Assert.Equal((PeerOutcome.Answered, 0L), (result.Outcome, result.Start));
        Assert.Equal("77", result.Head!.Fields.Get("Age"));
        Assert.Same(digests, result.Digests);
        Assert.Equal(_web.Content, bytes);
        Assert.Equal(digests.Whole, digest);
        Assert.Equal((1, 1, 1), (_web.Peers.Uploads.Most, _web.Peers.Uploads.Begun, service.Released));
    }

    [Fact]
    public void Ask_FromAnOffset_BringsTheRestAndTheTrailer()
    {
        _web.Peers.Serve(1, new StubService(Answer(start: 40_000, trailer: [1, 2, 3])));
        var (bytes, digest) = _web.Clock.Run(async () =>
        {
            var result = await AskAsync(1);
            var (bytes, _, _) = await _web.ReadAsync(result.Body!);
            return (bytes, result.FinalDigest().ToArray());
        });

        Assert.Equal(_web.Content[40_000..], bytes);
        Assert.Equal([1, 2, 3], digest);
    }

    [Fact]
    public void Ask_WhatIsNotThere_SaysSo()
    {
        _web.Peers.Serve(
            1,
            new StubService(_ => new PeerResponse<IBodyReader> { Outcome = PeerOutcome.NotHere, Vary = "Accept" })
        );
        var result = _web.Clock.Run(() => AskAsync(1));

        Assert.Equal((PeerOutcome.NotHere, "Accept", null), (result.Outcome, result.Vary, result.Body));
        Assert.Equal(0, _web.Peers.Uploads.Begun);
    }

    [Fact]
    public void Ask_OverAConnectionThatIsOpen_SavesItsRoundTrip()
    {
        _web.Peers.Serve(1, new StubService(_ => new PeerResponse<IBodyReader> { Outcome = PeerOutcome.NotHere }));
        var (first, second) = _web.Clock.Run(async () =>
        {
            await AskAsync(1);
            var first = _web.Clock.Elapsed;
            await AskAsync(1);
            return (first, _web.Clock.Elapsed - first);
        });

        Assert.Equal(WebFixture.RoundTrip, first - second);
    }

    [Fact]
    public void Ask_AMinuteAfterTheLastTime_ConnectsAnew()
    {
        _web.Peers.Serve(1, new StubService(_ => new PeerResponse<IBodyReader> { Outcome = PeerOutcome.NotHere }));
        var (first, second) = _web.Clock.Run(async () =>
        {
            await AskAsync(1);
            var first = _web.Clock.Elapsed;
            await Task.Delay(WebConditions.ConnectionIdleTime, _web.Clock);
            var again = _web.Clock.Elapsed;
            await AskAsync(1);
            return (first, _web.Clock.Elapsed - again);
        });

        Assert.Equal(first, second);
    }

    [Fact]
    public void Ask_OfOneThatDiesBeforeItAnswers_IsUnreachableThreeSecondsLater()
    {
        _web.Peers.Serve(1, new StubService(_ => throw new InvalidOperationException("The dead answer nobody.")));
        var result = _web.Clock.Run(async () =>
        {
            await Way.ConnectAsync(Contact(1), CancellationToken.None);
            _web.Web.Crash(1);
            return await AskAsync(1);
        });

        Assert.Equal(PeerOutcome.Unreachable, result.Outcome);
        Assert.Equal(WebFixture.RoundTrip + WebConditions.LongestSilence, _web.Clock.Elapsed);
        Assert.Null(_web.Web.Fault);
    }

    [Fact]
    public void Answer_ToOneThatLeaves_IsReleasedAtOnceAndToOneThatDiesAfterThreeSeconds()
    {
        var service = new StubService(Answer());
        _web.Peers.Serve(1, service);
        _web.Clock.Run(async () =>
        {
            var leaver = await AskAsync(1);
            await leaver.Body!.DisposeAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(100), _web.Clock);
            Assert.Equal(1, service.Released);

            await AskAsync(1);
            _web.Web.Crash(0);
            await Task.Delay(TimeSpan.FromSeconds(2.9), _web.Clock);
            Assert.Equal(1, service.Released);
            await Task.Delay(TimeSpan.FromSeconds(0.2), _web.Clock);
            Assert.Equal(2, service.Released);
        });
    }

    [Fact]
    public void Ask_OfABodyThatBreaksOff_EndsAsALostConnection()
    {
        _web.Peers.Serve(1, new StubService(Answer(body: new BrokenBody(_web.Content[..1_000]))));
        var (bytes, failure, _) = _web.Clock.Run(async () => await _web.ReadAsync((await AskAsync(1)).Body!));

        Assert.Equal((1_000, FetchFailure.ConnectionLost), (bytes.Length, failure));
    }

    [Fact]
    public void Ask_OfCodeThatThrows_IsTheRunsFault()
    {
        _web.Peers.Serve(1, new StubService(_ => throw new InvalidOperationException("Broken.")));
        var result = _web.Clock.Run(() => AskAsync(1));

        Assert.Equal(PeerOutcome.Unreachable, result.Outcome);
        Assert.Equal("Broken.", _web.Web.Fault?.Message);
    }

    [Fact]
    public void SourceOf_APeerThatFollows_NamesItsSource()
    {
        _web.Peers.Serve(1, new StubService(Answer()) { Source = Contact(2) });
        var source = _web.Clock.Run(async () => await Way.SourceOfAsync(Contact(1), _web.Key, CancellationToken.None));

        Assert.Equal(Contact(2), source);
    }

    private IPeerNetwork Way => _web.Peers.NetworkOf(0);

    private static NodeContact Contact(int place) => new(default, SimulatedNetwork.AddressOf(place), default);

    private Task<PeerResponse<IOriginBody>> AskAsync(int place) =>
        Way.RequestAsync(Contact(place), new PeerRequest(_web.Request, Contact(0)), CancellationToken.None);

    private Func<Action, PeerResponse<IBodyReader>> Answer(
        ContentDigests? digests = null,
        long start = 0,
        byte[]? trailer = null,
        IBodyReader? body = null
    ) =>
        release => new PeerResponse<IBodyReader>
        {
            Release = release,
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(200, FieldList.Of(("Age", "77"))),
            Body = body ?? StoredBody.Of(_web.Content),
            Start = start,
            Digests = digests,
            FinalDigest = () => trailer,
        };

    /// <summary>
    /// A service with a given response; the function gets the action to call when the response was sent.
    /// </summary>
    private sealed class StubService(Func<Action, PeerResponse<IBodyReader>> answer) : IPeerService
    {
        public int Released { get; private set; }

        public NodeContact? Source { get; init; }

        public Task<PeerResponse<IBodyReader>> RespondAsync(PeerRequest request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(() => Released++));

        public NodeContact? SourceOf(CacheKey key) => Source;
    }

    private sealed class BrokenBody(byte[] bytes) : IBodyReader
    {
        public long? Length => null;

        public ValueTask<BodySlice> ReadAsync(long offset, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new BodySlice(bytes.AsMemory((int)offset), FetchFailure.BodyTimedOut));

        /// <inheritdoc />
        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
