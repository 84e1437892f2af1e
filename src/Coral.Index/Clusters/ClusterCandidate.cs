using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Index.Clusters;

/// <summary>A cluster that some of our contacts are in.</summary>
/// <param name="Id">The random id that its founder drew.</param>
/// <param name="Created">The time of the cluster's foundation, counted from 1970.</param>
/// <param name="Size">The number of its members, as the members themselves announce it.</param>
/// <param name="NearContacts">Our contacts in it that are within the diameter.</param>
/// <param name="Entry">The contact among them that was heard last: the one to begin with.</param>
internal sealed record ClusterCandidate(
    Identifier Id,
    TimeSpan Created,
    double Size,
    int NearContacts,
    NodeContact Entry
);
