using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>What a neighbour's copy costs beyond one's own, in round trips.</summary>
public sealed class NearHitsTests
{
    private const int OneWindow = 10_240;
    private const int TwoWindows = 41_984;

    [Fact]
    public void Run_OfTwoNodesOverAnOpenConnection_AddsAtMostTwoRoundTrips()
    {
        var run = NearHits.Run(2, isWarm: true, OneWindow, samples: 100, seed: 1);

        Assert.Equal(1, run.Near);
        Assert.Equal(2, run.FirstBytes[^1], 0.001);
        Assert.Equal(run.Headers, run.FirstBytes);
    }

    [Theory]
    [InlineData(8, 4)]
    [InlineData(30, 8)]
    public void Run_OfMoreOverAnOpenConnection_AddsAHopOfTheIndexForEachBit(int nodes, int most)
    {
        var run = NearHits.Run(nodes, isWarm: true, OneWindow, samples: 100, seed: 1);

        Assert.Equal(1, run.Near);
        Assert.InRange(run.FirstBytes[^1], 2, most + 0.001);
    }

    [Fact]
    public void Run_WithoutAConnection_AddsAThird()
    {
        var run = NearHits.Run(2, isWarm: false, OneWindow, samples: 100, seed: 1);

        Assert.Equal(3, run.FirstBytes[^1], 0.001);
    }

    [Fact]
    public void Run_WithABodyOfTwoWindows_HasTheHeaderInTimeAndTheBodyARoundTripLater()
    {
        var run = NearHits.Run(2, isWarm: true, TwoWindows, samples: 100, seed: 1);

        Assert.Equal(2, run.Headers[^1], 0.001);
        Assert.Equal(3, run.FirstBytes[^1], 0.001);
    }
}
