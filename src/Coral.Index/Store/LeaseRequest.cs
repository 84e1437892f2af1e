using Coral.Core.Identity;

namespace Coral.Index.Store;

/// <summary>Who asks to be first, with which lease.</summary>
internal readonly record struct LeaseRequest(NodeId Owner, ulong LeaseId);
