using Coral.Lab.Network;

namespace Coral.Lab.Naming;

/// <summary>A node that an answer named as a proxy.</summary>
/// <param name="Node">Which.</param>
/// <param name="DiedAt">When it had died, by the clock of the lab, where it was down all the time from the question to
/// the answer.</param>
/// <param name="DeadFor">How long it had then been dead when the question was asked.</param>
public sealed record NamedProxy(LabNode Node, long? DiedAt, TimeSpan? DeadFor);
