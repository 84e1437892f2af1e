namespace Coral.Core.Index;

/// <summary>The cost of an operation on the index.</summary>
/// <param name="Hops">Other nodes that answered on the way, one after another.</param>
/// <param name="Rpcs">Calls to other nodes; the repeats of a call are not counted.</param>
/// <param name="Levels">Number of levels visited, 1 to 3.</param>
/// <param name="Elapsed">From the call to its end.</param>
public readonly record struct LookupCost(int Hops, int Rpcs, int Levels, TimeSpan Elapsed);
