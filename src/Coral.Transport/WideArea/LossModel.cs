namespace Coral.Transport.WideArea;

/// <summary>The loss model of the emulated network: random loss and jitter of datagrams. Any thread.</summary>
internal sealed class LossModel(WideAreaOptions options, Random random)
{
    private readonly Lock _lock = new();

    /// <summary>Draws the loss of a datagram.</summary>
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

    /// <summary>Draws the delay of a datagram beyond that of the map.</summary>
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
