using Coral.Core.Identity;

namespace Coral.Index.Store;

/// <summary>The put that a node let pass last for a key.</summary>
/// <param name="Sender">Whose.</param>
/// <param name="Transaction">Which: its repetition on time-out is the same put, not another.</param>
/// <param name="LoadedUntil">Until when no other passes.</param>
/// <param name="StoresUntil">Until when it may store here, though the key is full.</param>
internal readonly record struct PassedPut(NodeId Sender, ulong Transaction, TimeSpan LoadedUntil, TimeSpan StoresUntil);
