using Coral.Proxy.Origin;
using Coral.Testing.Time;

namespace Coral.Proxy.Tests.Origin;

public sealed class SchemeMemoryTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void IsSecure_Remembered_HoldsForADay()
    {
        var memory = new SchemeMemory(new OriginOptions(), _clock);
        Assert.False(memory.IsSecure("www.x.com"));

        memory.Remember("www.x.com");

        _clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.True(memory.IsSecure("WWW.X.COM"));
        Assert.False(memory.IsSecure("x.com"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(memory.IsSecure("www.x.com"));
        Assert.Equal(0, memory.Count);
    }

    [Fact]
    public void IsSecure_Forgotten_IsFalse()
    {
        var memory = new SchemeMemory(new OriginOptions(), _clock);
        memory.Remember("www.x.com");

        memory.Forget("www.x.com");
        memory.Forget("www.x.com");

        Assert.False(memory.IsSecure("www.x.com"));
    }

    [Fact]
    public void Remember_BeyondTheBound_ForgetsTheOldest()
    {
        var memory = new SchemeMemory(new OriginOptions { MaxSchemeMemoryEntries = 3 }, _clock);
        memory.Remember("a");
        memory.Remember("b");
        memory.Remember("c");
        memory.Remember("a");

        memory.Remember("d");

        Assert.Equal(3, memory.Count);
        Assert.Equal(["a", "c", "d"], new[] { "a", "b", "c", "d" }.Where(memory.IsSecure));
    }

    [Fact]
    public void Remember_OneHostOverAndOver_HoldsOneEntry()
    {
        var memory = new SchemeMemory(new OriginOptions { MaxSchemeMemoryEntries = 2 }, _clock);
        for (var i = 0; i < 1000; i++)
        {
            memory.Remember("a");
        }

        Assert.Equal(1, memory.Count);
    }
}
