namespace Coral.Core.Index;

/// <summary>What an operation cost.</summary>
/// <param name="Hops">Nodes that answered on the way, one after another.</param>
/// <param name="Rpcs">Requests sent to other nodes, repeats on time-out counted.</param>
/// <param name="Levels">Levels visited.</param>
/// <param name="Elapsed">From the call to its end.</param>
public readonly record struct WalkReport(int Hops, int Rpcs, int Levels, TimeSpan Elapsed);
