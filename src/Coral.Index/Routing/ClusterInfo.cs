using Coral.Core.Identity;

namespace Coral.Index.Routing;

/// <summary>The cluster of a node at one level, as the node announces it.</summary>
/// <param name="Id">A random point; zero, and never sent, at level 0.</param>
/// <param name="CreatedSeconds">When it was founded, in seconds since 1970.</param>
/// <param name="Size">Members, as the node estimates them.</param>
internal readonly record struct ClusterInfo(Identifier Id, uint CreatedSeconds, uint Size);
