using Coral.Core.Identity;

namespace Coral.Index.Store;

/// <summary>A node that asks to be first, and the id of its lease.</summary>
internal readonly record struct LeaseRequest(NodeId Owner, ulong LeaseId);
