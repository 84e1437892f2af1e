using Coral.Simulation.Scenarios;

namespace Coral.Simulation.Tests.Scenarios;

/// <summary>The extra wait for a near node's copy over a local hit, in round trips.</summary>
public sealed class NearHitsTests
{
    private const int OneWindow = 10_240;
    private const int TwoWindows = 41_984;

    /// <summary>A thousand are bench/Coral.Scenarios'. Each takes a minute and a half of a network's life.</summary>
    private const int Samples = 25;

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(30)]
    [InlineData(48)]
    public void Run_OverAnOpenConnection_AddsAtMostTwoRoundTrips(int nodes)
    {
        var run = NearHits.Run(nodes, isWarm: true, OneWindow, Samples, seed: 1);

        Assert.Equal(1, run.Near);
        Assert.Equal(2, run.FirstBytes[^1], 0.001);
        Assert.Equal(run.Headers, run.FirstBytes);
    }

    [Fact]
    public void Run_InAClusterThatIsNotSmall_KeepsToTheHopsOfThePaper()
    {
        var small = NearHits.Run(48, isWarm: true, OneWindow, Samples, seed: 1);
        var large = NearHits.Run(100, isWarm: true, OneWindow, Samples, seed: 1);

        Assert.True(large.FirstBytes.Average() >= small.FirstBytes.Average() + 1);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(30)]
    public void Run_WithoutAConnection_AddsAThird(int nodes)
    {
        var run = NearHits.Run(nodes, isWarm: false, OneWindow, Samples, seed: 1);

        Assert.Equal(3, run.FirstBytes[^1], 0.001);
    }

    [Fact]
    public void Run_WithABodyOfTwoWindows_HasTheHeaderInTimeAndTheBodyARoundTripLater()
    {
        var run = NearHits.Run(8, isWarm: true, TwoWindows, Samples, seed: 1);

        Assert.Equal(2, run.Headers[^1], 0.001);
        Assert.Equal(3, run.FirstBytes[^1], 0.001);
    }
}
