using Coral.Core.Identity;

namespace Coral.Index.Store;

/// <summary>The put that a node let pass last for a key.</summary>
/// <param name="Sender">Whose.</param>
/// <param name="Transaction">Which: its repetition on time-out is the same put, not another.</param>
/// <param name="Until">Until when the node is loaded for it.</param>
/// <param name="OthersUntil">Until when it is for other nodes' puts.</param>
internal readonly record struct PassedPut(NodeId Sender, ulong Transaction, TimeSpan Until, TimeSpan OthersUntil);
