namespace Coral.Node.Index;

/// <summary>Waits that double from one to the next, up to a longest.</summary>
/// <param name="first">The first wait; each further one is twice as long.</param>
/// <param name="longest">The wait at which the doubling ends.</param>
internal readonly struct Backoff(TimeSpan first, TimeSpan longest)
{
    /// <summary>The wait now.</summary>
    public TimeSpan Wait => first;

    /// <summary>The next wait.</summary>
    public Backoff Next() => new(first * 2 < longest ? first * 2 : longest, longest);
}
