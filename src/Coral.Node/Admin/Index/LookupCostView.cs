using Coral.Core.Index;

namespace Coral.Node.Admin.Index;

/// <summary>The cost of an operation of the index.</summary>
/// <param name="Hops">Other nodes that answered, one after another.</param>
/// <param name="Levels">Number of levels visited, 1 to 3.</param>
/// <param name="Rpcs">Number of requests sent.</param>
/// <param name="Milliseconds">From the call to its end.</param>
public sealed record LookupCostView(int Hops, int Levels, int Rpcs, double Milliseconds)
{
    /// <summary>Converts a report of the index.</summary>
    public static LookupCostView From(LookupCost cost) =>
        new(cost.Hops, cost.Levels, cost.Rpcs, Math.Round(cost.Elapsed.TotalMilliseconds, 3));
}
