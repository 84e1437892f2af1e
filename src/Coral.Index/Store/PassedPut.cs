using Coral.Core.Identity;

namespace Coral.Index.Store;

/// <summary>The put that a node let pass last for a key.</summary>
/// <param name="Sender">The node that sent the put.</param>
/// <param name="Transaction">The request's number: a repetition on time-out is the same put, not another.</param>
/// <param name="Until">End of the time in which the node is loaded for this sender.</param>
/// <param name="OthersUntil">End of the time in which it is loaded for other senders.</param>
internal readonly record struct PassedPut(NodeId Sender, ulong Transaction, TimeSpan Until, TimeSpan OthersUntil);
