using Coral.Core.Identity;
using Coral.Core.Index;

namespace Coral.Index.Routing;

/// <summary>A node that exchanged messages with this one, and what is known of it.</summary>
/// <remarks>One object a node, shared by the tables of all levels. Owned by the node's loop.</remarks>
internal sealed class Peer(NodeContact contact, TimeSpan firstSeen)
{
    private RoundTripEstimator _roundTrip;

    public NodeId Id => Contact.Id;

    /// <summary>The address of the last response, and the ports that the node announced.</summary>
    public NodeContact Contact { get; set; } = contact;

    public TimeSpan FirstSeen { get; set; } = firstSeen;

    public TimeSpan LastSeen { get; set; } = firstSeen;

    /// <summary>The node's clusters; <see langword="null"/> until it has announced them.</summary>
    public ClusterSet? Clusters { get; set; }

    /// <summary>
    /// The digest of the node's clusters in its last message; when it differs from that of <see cref="Clusters"/>, the
    /// clusters are requested.
    /// </summary>
    public ulong AnnouncedDigest { get; set; }

    /// <summary>The digest of our clusters that the node is known to have; zero when it has none.</summary>
    public ulong KnownDigest { get; set; }

    public RoundTripEstimator RoundTrip => _roundTrip;

    /// <summary>Adds one measured round trip.</summary>
    public void AddRoundTrip(TimeSpan sample) => _roundTrip.Add(sample);
}
