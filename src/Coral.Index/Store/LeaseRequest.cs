using Coral.Core.Identity;

namespace Coral.Index.Store;

/// <summary>A node that asks for a lease, and the id of the lease.</summary>
internal readonly record struct LeaseRequest(NodeId Owner, ulong LeaseId);
