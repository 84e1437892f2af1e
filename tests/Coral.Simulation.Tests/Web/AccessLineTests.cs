using Coral.Simulation.Time;
using Coral.Simulation.Web;

namespace Coral.Simulation.Tests.Web;

public sealed class AccessLineTests
{
    private readonly VirtualClock _clock = new();

    [Fact]
    public void Take_WhileTheLineIsBusy_WaitsForWhatCameBefore()
    {
        var link = new AccessLine(_clock, bitsPerSecond: 8_000);

        Assert.Equal(TimeSpan.FromMilliseconds(100), link.Take(100));
        Assert.Equal(TimeSpan.FromMilliseconds(150), link.Take(50));
        Assert.Equal(150, link.Bytes);
    }

    [Fact]
    public void Take_AfterAPause_BeginsAtOnce()
    {
        var link = new AccessLine(_clock, bitsPerSecond: 8_000);
        _clock.Run(async () =>
        {
            link.Take(100);
            await Task.Delay(TimeSpan.FromSeconds(1), _clock);

            Assert.Equal(TimeSpan.FromMilliseconds(50), link.Take(50));
        });
    }
}
