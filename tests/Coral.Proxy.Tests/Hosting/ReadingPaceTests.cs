using Coral.Proxy.Hosting;

namespace Coral.Proxy.Tests.Hosting;

/// <summary>240 bytes a second after 5 s, by what the client has taken.</summary>
public sealed class ReadingPaceTests
{
    private readonly ReadingPace _pace = new(minBytesPerSecond: 240, TimeSpan.FromSeconds(5));

    [Fact]
    public void Client_ThatTakesNothing_IsTooSlowAfterTheGrace() => Assert.Equal(5, CutAfter(_ => 0));

    [Fact]
    public void Client_OfOneByteASecond_IsTooSlowToo() => Assert.InRange(CutAfter(second => second), 5, 6);

    [Fact]
    public void Client_JustBelowTheRate_IsTooSlowInTheEnd() => Assert.InRange(CutAfter(second => second * 200L), 6, 60);

    [Theory]
    [InlineData(240)]
    [InlineData(1_000_000)]
    public void Client_OfTheRateOrMore_Stays(int rate) => Assert.Equal(-1, CutAfter(second => second * (long)rate));

    /// <summary>A receiver opens its window in steps.</summary>
    [Fact]
    public void Client_ThatTakesStepsOfSeveralKilobytes_Stays() =>
        Assert.Equal(-1, CutAfter(second => 4_096 + (second / 17 * 4_096L)));

    /// <summary>What was buffered for it gives no time, however fast it went.</summary>
    [Fact]
    public void Client_ThatWasFastAndStops_IsTooSlowAfterFourGraces() =>
        Assert.Equal(120, CutAfter(second => Math.Min(second, 100) * 10_000_000L));

    [Fact]
    public void Client_ThatHasTakenAll_IsGivenTheGraceAnewWithTheNextBytes()
    {
        Assert.False(Look(0, 0, owes: true));
        Assert.False(Look(4, 0, owes: true));
        Assert.False(Look(5, 100, owes: false));
        Assert.False(Look(1_000, 100, owes: true));
        Assert.False(Look(1_004, 100, owes: true));
        Assert.True(Look(1_005, 100, owes: true));
    }

    /// <summary>The second at which a client is too slow, of the first five minutes; -1 for none.</summary>
    private int CutAfter(Func<int, long> taken) =>
        Enumerable.Range(0, 300).Select(second => Look(second, taken(second), owes: true)).ToList().IndexOf(true);

    private bool Look(int second, long taken, bool owes) => _pace.IsTooSlow(TimeSpan.FromSeconds(second), taken, owes);
}
