using Coral.Index.Maintenance;

namespace Coral.Simulation.Invariants;

/// <summary>The invariant that no value stays in a store past its time to live, except until the next sweep.</summary>
public sealed class NoValueOutlivesItsTime : IInvariant
{
    /// <summary>The time until the next sweep: a node sweeps once in each period.</summary>
    private static readonly TimeSpan Grace = ExpirySweeper.Period;

    /// <inheritdoc />
    public Task<string?> ViolationAsync(Population population)
    {
        ArgumentNullException.ThrowIfNull(population);
        foreach (var node in population.Nodes)
        {
            foreach (var (key, level, left) in node.Store.TimesLeft())
            {
                if (left < -Grace || left > population.LongestTimeToLive)
                {
                    return Task.FromResult<string?>($"{node.Contact.Id} has a value of {key}, {level}, for {left}.");
                }
            }
        }

        return Task.FromResult<string?>(null);
    }
}
