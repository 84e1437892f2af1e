namespace Coral.Simulation.Invariants;

/// <summary>Asks all invariants, as every scenario does at its end.</summary>
public static class InvariantChecker
{
    private const int Lookups = 8;

    /// <summary>Asks them one after another; the look-ups come last, for they take time and fill tables.</summary>
    /// <param name="population">The nodes that are checked.</param>
    /// <param name="random">Chance, from the seed.</param>
    /// <exception cref="InvariantException">One does not hold.</exception>
    public static async Task CheckAsync(Population population, Random random)
    {
        IInvariant[] invariants =
        [
            new NoValueOutlivesItsTime(),
            new BucketsInOrder(),
            new OneClusterALevel(),
            new LeakageWithinBound(),
            new LookupsConverge(random, Lookups),
        ];
        foreach (var invariant in invariants)
        {
            if (await invariant.ViolationAsync(population) is { } violation)
            {
                throw new InvariantException($"{invariant.GetType().Name}: {violation}");
            }
        }
    }
}
