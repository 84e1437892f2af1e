using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Index.Clusters;

/// <summary>A cluster that some of our contacts are in.</summary>
/// <param name="Id">The random id that its founder drew.</param>
/// <param name="Created">Its foundation, as time since 1970.</param>
/// <param name="Size">Members, as its members say.</param>
/// <param name="NearContacts">Our contacts in it that are within the diameter.</param>
/// <param name="Entry">The one of them that we heard last.</param>
internal sealed record ClusterCandidate(
    Identifier Id,
    TimeSpan Created,
    double Size,
    int NearContacts,
    NodeContact Entry
);
