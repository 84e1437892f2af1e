namespace Coral.Transport.WideArea;

/// <summary>Draws what happens to a datagram on its way. Any thread.</summary>
internal sealed class LossModel(WideAreaOptions options, Random random)
{
    private readonly Lock _lock = new();

    /// <summary>Whether it is lost.</summary>
    public bool IsLost()
    {
        if (options.Loss <= 0)
        {
            return false;
        }

        lock (_lock)
        {
            return random.NextDouble() < options.Loss;
        }
    }

    /// <summary>How much later than by the map it arrives.</summary>
    public TimeSpan Jitter()
    {
        if (options.Jitter <= TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        lock (_lock)
        {
            return options.Jitter * random.NextDouble();
        }
    }
}
