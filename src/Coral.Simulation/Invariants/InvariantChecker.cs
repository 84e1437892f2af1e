namespace Coral.Simulation.Invariants;

/// <summary>Checks all invariants, as every scenario does at its end.</summary>
public static class InvariantChecker
{
    private const int Lookups = 8;

    /// <summary>
    /// Checks the invariants one after another; lookups come last, since they take time and fill tables.
    /// </summary>
    /// <param name="population">The nodes that are checked, and their options.</param>
    /// <param name="random">The generator of the run, from its seed.</param>
    /// <exception cref="InvariantException">An invariant does not hold.</exception>
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
