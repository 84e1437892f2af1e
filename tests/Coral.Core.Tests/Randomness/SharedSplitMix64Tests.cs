using Coral.Core.Randomness;

namespace Coral.Core.Tests.Randomness;

public sealed class SharedSplitMix64Tests
{
    [Fact]
    public void Reserve_OneStretchAfterAnother_CoversTheSequenceWithoutGaps()
    {
        var alone = new SplitMix64(42);
        var shared = new SharedSplitMix64(42);

        foreach (var count in (int[])[1, 3, 2])
        {
            var stretch = shared.Reserve(count);
            Assert.All(Enumerable.Range(0, count), i => Assert.Equal(alone.Next(), SplitMix64.ValueAt(stretch, i)));
        }
    }

    [Fact]
    public async Task Reserve_ByManyThreads_GivesNoNumberTwice()
    {
        var shared = new SharedSplitMix64(7);

        var stretches = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => Task.Run(() => Enumerable.Range(0, 1000).Select(_ => shared.Reserve(2)).ToArray()))
        );

        Assert.Equal(4000, stretches.SelectMany(one => one).Distinct().Count());
    }
}
