using Coral.Testing.Time;
using Coral.Transport.WideArea;

namespace Coral.Transport.Tests.WideArea;

public sealed class PacedLinkTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Enter_OfPieces_PutsOneBehindTheOther()
    {
        var link = new PacedLink(80_000, _clock);

        Assert.Equal([100, 300], [LeavesMs(link, 1_000), LeavesMs(link, 2_000)]);
    }

    [Fact]
    public void Enter_AfterAPause_StartsAtOnceAndNotInThePast()
    {
        var link = new PacedLink(80_000, _clock);
        link.Enter(1_000);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(100, LeavesMs(link, 1_000));
    }

    [Fact]
    public async Task Send_OfWhatTakesTime_WaitsForIt()
    {
        var link = new PacedLink(80_000, _clock);
        var sending = link.SendAsync(1_000, TestContext.Current.CancellationToken).AsTask();
        await _clock.UntilArmedAsync(TimeSpan.FromMilliseconds(100));
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal(_clock.GetTimestamp(), await sending);
    }

    [Fact]
    public async Task Send_OnAFastLink_RunsAheadByTheSlackAndThenWaits()
    {
        var link = new PacedLink(80_000_000, _clock);
        var sent = 0;
        while (link.SendAsync(1_000, TestContext.Current.CancellationToken).AsTask().IsCompleted)
        {
            sent++;
        }

        Assert.Equal(20, sent);
    }

    [Theory]
    [InlineData(8_000, 1_024)]
    [InlineData(8_000_000, 10_000)]
    [InlineData(1_000_000_000, 16_384)]
    public void PieceBytes_OfALink_IsWhatPassesInTenMilliseconds(long bitsPerSecond, int bytes) =>
        Assert.Equal(bytes, new PacedLink(bitsPerSecond, _clock).PieceBytes);

    private double LeavesMs(PacedLink link, int bytes) =>
        _clock.GetElapsedTime(_clock.GetTimestamp(), link.Enter(bytes)).TotalMilliseconds;
}
