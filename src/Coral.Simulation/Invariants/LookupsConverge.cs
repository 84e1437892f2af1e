using System.Numerics;
using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Simulation.Invariants;

/// <summary>
/// The invariant that a lookup ends after a few hops, and in a network without faults at the node nearest to its
/// target.
/// </summary>
/// <param name="random">The generator that draws the targets.</param>
/// <param name="count">The number of lookups, each from another node.</param>
public sealed class LookupsConverge(Random random, int count) : IInvariant
{
    /// <inheritdoc />
    public async Task<string?> ViolationAsync(Population population)
    {
        ArgumentNullException.ThrowIfNull(population);
        var mostHops = (3 * BitOperations.Log2((uint)population.Nodes.Count)) + 10;
        for (var i = 0; population.IsStable && i < Math.Min(count, population.Nodes.Count); i++)
        {
            var node = population.Nodes[(int)((long)i * population.Nodes.Count / count)];
            var target = DrawPoint();
            var (nearest, cost) = await node.Table.LookupAsync(target, ClusterLevel.Global, default);
            if (cost.Hops > mostHops)
            {
                return $"{node.Contact.Id} took {cost.Hops} hops to {target}; {mostHops} are enough.";
            }

            var closest = population.Nodes.MinBy(n => n.Contact.Id.Point ^ target)!.Contact.Id;
            if (population.IsFaultless && nearest.Id != closest)
            {
                return $"{node.Contact.Id} found {nearest.Id} for {target}; {closest} is nearer.";
            }
        }

        return null;
    }

    private Identifier DrawPoint()
    {
        Span<byte> bytes = stackalloc byte[Identifier.ByteCount];
        random.NextBytes(bytes);
        return Identifier.Read(bytes);
    }
}
