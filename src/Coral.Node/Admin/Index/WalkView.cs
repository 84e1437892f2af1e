using Coral.Core.Index;

namespace Coral.Node.Admin.Index;

/// <summary>The cost of an operation of the index.</summary>
/// <param name="Hops">Other nodes that answered, one after another.</param>
/// <param name="Levels">Levels visited.</param>
/// <param name="Rpcs">Requests sent.</param>
/// <param name="Milliseconds">From the call to its end.</param>
public sealed record WalkView(int Hops, int Levels, int Rpcs, double Milliseconds)
{
    /// <summary>Converts a report of the index.</summary>
    public static WalkView From(LookupCost walk) =>
        new(walk.Hops, walk.Levels, walk.Rpcs, Math.Round(walk.Elapsed.TotalMilliseconds, 3));
}
