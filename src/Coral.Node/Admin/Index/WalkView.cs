using Coral.Core.Index;

namespace Coral.Node.Admin.Index;

/// <summary>What an operation of the index cost.</summary>
/// <param name="Hops">Other nodes that answered, one after another.</param>
/// <param name="Levels">Levels visited.</param>
/// <param name="Rpcs">Requests sent.</param>
/// <param name="Milliseconds">From the call to its end.</param>
public sealed record WalkView(int Hops, int Levels, int Rpcs, double Milliseconds)
{
    /// <summary>As the index reports it.</summary>
    public static WalkView From(LookupCost walk) =>
        new(walk.Hops, walk.Levels, walk.Rpcs, Math.Round(walk.Elapsed.TotalMilliseconds, 3));
}
