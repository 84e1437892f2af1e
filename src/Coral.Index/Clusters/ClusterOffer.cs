using Coral.Core.Identity;

namespace Coral.Index.Clusters;

/// <summary>A cluster as one node weighs it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Created">When it was founded, since 1970.</param>
/// <param name="Worth">What it is worth to the node (<see cref="ClusterWorth"/>).</param>
internal readonly record struct ClusterOffer(Identifier Id, TimeSpan Created, double Worth);
