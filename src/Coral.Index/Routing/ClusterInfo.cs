using Coral.Core.Identity;

namespace Coral.Index.Routing;

/// <summary>What a node says of the cluster it is in at one level.</summary>
/// <param name="Id">A random point; zero, and never sent, at level 0.</param>
/// <param name="CreatedSeconds">When it was founded, in seconds since 1970.</param>
/// <param name="Size">Members, as the node estimates them.</param>
internal readonly record struct ClusterInfo(Identifier Id, uint CreatedSeconds, uint Size);
