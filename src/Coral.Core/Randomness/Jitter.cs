namespace Coral.Core.Randomness;

/// <summary>Randomised waits: nodes that started together, or failed together, do not act together again.</summary>
public static class Jitter
{
    /// <summary>Scales <paramref name="period"/> by a uniform factor in [1 - spread, 1 + spread).</summary>
    /// <param name="period">The mean of the result.</param>
    /// <param name="spread">The largest relative deviation, 0 to 1.</param>
    /// <param name="random">Gives one <see cref="Random.NextDouble"/>; the caller minds its thread safety.</param>
    public static TimeSpan Apply(TimeSpan period, double spread, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Apply(period, spread, random.NextDouble());
    }

    /// <summary>Scales <paramref name="period"/> by 1 - spread + 2 × spread × unit.</summary>
    /// <param name="period">The mean of the result.</param>
    /// <param name="spread">The largest relative deviation, 0 to 1.</param>
    /// <param name="unit">A uniform draw from [0, 1).</param>
    public static TimeSpan Apply(TimeSpan period, double spread, double unit) =>
        period * (1 - spread + (2 * spread * unit));
}
