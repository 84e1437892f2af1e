using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Transfers;

namespace Coral.Caching.Tests.Transfers;

/// <summary>The flight's state machine by itself.</summary>
public sealed class FlightTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private readonly TransferBudget _budget = new(new CacheOptions(), TimeProvider.System);
    private readonly Flight _flight;

    public FlightTests() =>
        _flight = new Flight(
            CacheFixture.Request("/a"),
            validating: null,
            SelectingFields.None,
            new TransferMemory(_budget)
        );

    [Fact]
    public void Leave_TheLastBeforeTheHeader_AbandonsAndRefusesFollowers()
    {
        Assert.True(_flight.TryJoin(FieldList.Empty, Now));
        _flight.Leave();
        Assert.False(_flight.Abandoned.IsCancellationRequested);

        _flight.Leave();

        Assert.True(_flight.Abandoned.IsCancellationRequested);
        Assert.False(_flight.TryJoin(FieldList.Empty, Now));
    }

    [Theory]
    [InlineData(true, 0, true)]
    [InlineData(true, 60, false)]
    [InlineData(false, 0, false)]
    public void TryJoin_AfterTheHeader_NeedsAFreshResponseForTheStore(bool storable, int seconds, bool joins)
    {
        _flight.Arrive(Outcome(storable), new GrowingBody(new MemoryBuffer(null), null, 1));

        Assert.Equal(joins, _flight.TryJoin(FieldList.Empty, Now.AddSeconds(seconds)));
    }

    [Fact]
    public void TryJoin_AfterTheHeaderOfAnotherVariant_IsRefused()
    {
        var german = FieldList.Of(("Accept-Language", "de"));
        var head = new ResponseHead(200, FieldList.Of(("Vary", "Accept-Language")));
        var selecting = Vary.Selecting(head, german);
        Assert.True(_flight.TryJoin(FieldList.Of(("Accept-Language", "en")), Now));

        _flight.Arrive(
            Outcome(storable: true) with
            {
                Selecting = selecting,
            },
            new GrowingBody(new MemoryBuffer(null), null, 1)
        );

        Assert.True(_flight.TryJoin(german, Now));
        Assert.False(_flight.TryJoin(FieldList.Of(("Accept-Language", "en")), Now));
    }

    [Fact]
    public void TryJoin_AfterTheEnd_IsRefused()
    {
        _flight.Arrive(Outcome(storable: true), new GrowingBody(new MemoryBuffer(null), null, 1));

        _flight.EndBody(failure: null, stored: true);

        Assert.False(_flight.TryJoin(FieldList.Empty, Now));
    }

    [Fact(Timeout = 30_000)]
    public async Task WaitForHeaderAsync_OneOfTheFollowersIsCancelled_TheOthersStillLearn()
    {
        using var leaving = new CancellationTokenSource();
        var one = _flight.WaitForHeaderAsync(leaving.Token);
        var other = _flight.WaitForHeaderAsync(CancellationToken.None);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        var outcome = Outcome(storable: true);
        _flight.Arrive(outcome, new GrowingBody(new MemoryBuffer(null), null, 1));

        Assert.Same(outcome, await other);
        Assert.Same(outcome, await _flight.WaitForHeaderAsync(CancellationToken.None));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Memory_AtTheEnd_IsGivenBackWhenStoredOrWhenTheLastReaderLeaves(bool stored, bool atOnce)
    {
        await _flight.Memory.TryTakeAsync(1000, CancellationToken.None);
        _flight.Arrive(Outcome(storable: true), new GrowingBody(new MemoryBuffer(null), null, 1));

        _flight.EndBody(failure: null, stored);

        Assert.Equal(atOnce ? 0 : 1000, _budget.TakenBytes);
        _flight.Leave();
        Assert.Equal(0, _budget.TakenBytes);
    }

    [Fact(Timeout = 30_000)]
    public async Task Memory_AbandonedAndThenEnded_IsGivenBack()
    {
        await _flight.Memory.TryTakeAsync(1000, CancellationToken.None);
        _flight.Leave();

        _flight.EndBody(FetchFailure.ConnectionLost, stored: false);

        Assert.Equal(0, _budget.TakenBytes);
    }

    private static FlightOutcome Outcome(bool storable)
    {
        var response = Content.Stored(0);
        return new FlightOutcome
        {
            Fetched = default,
            Head = response.Head,
            Freshness = response.Freshness,
            Selecting = response.Selecting,
            Shareable = true,
            Storable = storable,
        };
    }
}
