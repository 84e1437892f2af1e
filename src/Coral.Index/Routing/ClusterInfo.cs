using Coral.Core.Identity;

namespace Coral.Index.Routing;

/// <summary>The cluster of a node at one level, as the node announces it.</summary>
/// <param name="Id">A random id; zero, and never sent, at level 0.</param>
/// <param name="CreatedSeconds">The time of the cluster's foundation, in seconds since 1970.</param>
/// <param name="Size">The number of members, as the node estimates it.</param>
internal readonly record struct ClusterInfo(Identifier Id, uint CreatedSeconds, uint Size);
