using Coral.Lab.Network;

namespace Coral.Lab.Naming;

/// <summary>A node that an answer named as a proxy.</summary>
/// <param name="Node">The node behind the address.</param>
/// <param name="DiedAt">When it had died, by the clock of the lab, where it was down all the time from the question to
/// the answer.</param>
/// <param name="DeadFor">The time from its death to the query.</param>
public sealed record NamedProxy(LabNode Node, long? DiedAt, TimeSpan? DeadFor);
