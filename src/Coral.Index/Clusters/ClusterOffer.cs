using Coral.Core.Identity;

namespace Coral.Index.Clusters;

/// <summary>A cluster as one node weighs it.</summary>
/// <param name="Id">The random id that its founder drew; the lower one wins between equals.</param>
/// <param name="Created">Its foundation, as time since 1970.</param>
/// <param name="Worth">Its worth to the node (<see cref="ClusterWorth"/>).</param>
internal readonly record struct ClusterOffer(Identifier Id, TimeSpan Created, double Worth);
