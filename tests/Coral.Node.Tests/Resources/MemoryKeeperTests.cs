using Coral.Node.Resources;
using Coral.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Node.Tests.Resources;

public sealed class MemoryKeeperTests : IDisposable
{
    private const long Bound = 100L << 20;

    private readonly ManualTimeProvider _clock = new();
    private readonly ScriptedHeap _heap = new();
    private readonly MemoryKeeper _keeper;

    public MemoryKeeperTests() => _keeper = new MemoryKeeper(_heap, Bound, _clock, NullLogger.Instance);

    [Fact]
    public void Node_ThatIsQuietAfterWork_CollectsOnce()
    {
        Look(allocated: MemoryKeeper.WorthBytes);
        Assert.Equal(0, _heap.Shrinks);

        Look(allocated: 1_000);
        Look(allocated: 1_000);
        Assert.Equal(1, _heap.Shrinks);

        Look(allocated: 1_000);
        Look(allocated: 1_000);
        Assert.Equal(1, _heap.Shrinks);
    }

    [Fact]
    public void Node_ThatWorksWithinItsBound_DoesNotCollect()
    {
        for (var i = 0; i < 100; i++)
        {
            Look(allocated: 100L << 20);
        }

        Assert.Equal(0, _heap.Shrinks);
    }

    [Fact]
    public void Node_BeyondItsBound_CollectsTwiceAMinuteAtMost()
    {
        _heap.ResidentBytes = Bound + 1;
        for (var i = 0; i < 12; i++)
        {
            Look(allocated: 100L << 20);
        }

        Assert.Equal(2, _heap.Shrinks);
    }

    [Fact]
    public void Node_ThatDoesNothing_NeverCollects()
    {
        _heap.ResidentBytes = Bound + 1;
        for (var i = 0; i < 100; i++)
        {
            Look(allocated: 10_000);
        }

        Assert.Equal(0, _heap.Shrinks);
    }

    public void Dispose() => _keeper.Dispose();

    private void Look(long allocated)
    {
        _heap.AllocatedBytes += allocated;
        _clock.Advance(MemoryKeeper.Period);
    }

    private sealed class ScriptedHeap : IHeap
    {
        public long AllocatedBytes { get; set; }

        public long ResidentBytes { get; set; }

        public int Shrinks { get; private set; }

        public void Shrink() => Shrinks++;
    }
}
