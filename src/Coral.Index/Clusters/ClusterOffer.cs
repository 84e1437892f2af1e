using Coral.Core.Identity;

namespace Coral.Index.Clusters;

/// <summary>A cluster with its value to one node.</summary>
/// <param name="Id">The random id that its founder drew; the lower one wins between equals.</param>
/// <param name="Created">The time of the cluster's foundation, counted from 1970.</param>
/// <param name="Worth">The value that <see cref="ClusterWorth"/> computes for the node.</param>
internal readonly record struct ClusterOffer(Identifier Id, TimeSpan Created, double Worth);
