using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Index.Routing;

/// <summary>A node that has answered us, and what is known of it.</summary>
/// <remarks>One object a node, shared by the tables of all levels. Owned by the node's loop.</remarks>
internal sealed class Peer(NodeContact contact, TimeSpan firstSeen)
{
    private RoundTripEstimator _roundTrip;

    public NodeId Id => Contact.Id;

    /// <summary>The address that answered last, and the services it named.</summary>
    public NodeContact Contact { get; set; } = contact;

    public TimeSpan FirstSeen { get; set; } = firstSeen;

    public TimeSpan LastSeen { get; set; } = firstSeen;

    /// <summary>Its clusters; <see langword="null"/> until it has told them.</summary>
    public ClusterSet? Clusters { get; set; }

    /// <summary>
    /// The digest of its clusters that its last message carried; another than that of what we know means: ask.
    /// </summary>
    public ulong AnnouncedDigest { get; set; }

    /// <summary>The digest of ours that it has shown it knows; zero when it has not.</summary>
    public ulong KnownDigest { get; set; }

    public RoundTripEstimator RoundTrip => _roundTrip;

    /// <summary>Takes one measured round trip in.</summary>
    public void AddRoundTrip(TimeSpan sample) => _roundTrip.Add(sample);
}
