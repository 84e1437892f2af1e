using Coral.Caching.Transfers;

namespace Coral.Caching.Tests.Transfers;

public sealed class ConcurrencyWindowTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ConcurrencyWindow _window = new(least: 4, most: 16);

    [Fact]
    public void Responded_InTime_DoublesWithinARoundTripUpToTheMost()
    {
        var sizes = new List<int>();
        for (var round = 0; round < 4; round++)
        {
            var waiting = _window.Size;
            for (var i = 0; i < waiting; i++)
            {
                _window.Responded(Second, isFull: true);
            }

            sizes.Add(_window.Size);
        }

        Assert.Equal([8, 16, 16, 16], sizes);
    }

    [Fact]
    public void Responded_WhilePlacesAreFree_StaysAsItIs()
    {
        _window.Responded(Second, isFull: false);

        Assert.Equal(4, _window.Size);
    }

    [Theory]
    [InlineData(1.0, 2.04, 6)]
    [InlineData(1.0, 2.06, 4)]
    [InlineData(0.001, 0.05, 6)]
    [InlineData(0.001, 0.06, 4)]
    public void Responded_LaterThanTwiceTheQuickest_TakesAPlaceBack(double quickest, double late, int size)
    {
        _window.Responded(TimeSpan.FromSeconds(quickest), isFull: true);

        _window.Responded(TimeSpan.FromSeconds(late), isFull: true);

        Assert.Equal(size, _window.Size);
    }

    [Fact]
    public void Responded_AlwaysLate_NeverGoesBelowTheLeast()
    {
        _window.Responded(TimeSpan.FromMilliseconds(1), isFull: true);
        for (var i = 0; i < 10; i++)
        {
            _window.Responded(Second, isFull: true);
        }

        Assert.Equal(4, _window.Size);
    }

    /// <summary>
    /// An origin with so many workers queues what exceeds them: the window settles where about half of it queues.
    /// </summary>
    [Theory]
    [InlineData(6)]
    [InlineData(40)]
    public void Responded_ByAnOriginThatQueues_StopsWhereTheQueueBegins(int workers)
    {
        var window = new ConcurrencyWindow(least: 4, most: 1024);
        for (var round = 0; round < 50; round++)
        {
            var sent = window.Size;
            for (var i = 0; i < sent; i++)
            {
                window.Responded(Second * ((i / workers) + 1), isFull: true);
            }
        }

        Assert.InRange(window.Size, 2 * workers, 6 * workers);
    }

    [Fact]
    public void Refused_TakesAllBack()
    {
        for (var i = 0; i < 8; i++)
        {
            _window.Responded(Second, isFull: true);
        }

        _window.Refused();

        Assert.Equal(4, _window.Size);
    }

    [Fact]
    public void Size_WithAMostBelowTheLeast_IsTheLeast()
    {
        var window = new ConcurrencyWindow(least: 8, most: 2);

        window.Responded(Second, isFull: true);

        Assert.Equal(8, window.Size);
    }
}
