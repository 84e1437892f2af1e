using Coral.Core.Index;
using Coral.Index.Routing;

namespace Coral.Index.Rpc;

/// <summary>A request of another node whose header has been read.</summary>
internal readonly ref struct IncomingRequest
{
    /// <summary>The sender, at the address that the datagram came from.</summary>
    public required NodeContact Sender { get; init; }

    /// <summary>The peer object of the sender.</summary>
    public required Peer Peer { get; init; }

    public required ulong Transaction { get; init; }

    /// <summary>The digest of the sender's clusters that the header carried.</summary>
    public required ulong ClusterDigest { get; init; }

    /// <summary>The message without its seal, which is kept when the request is deferred.</summary>
    public required ReadOnlySpan<byte> Message { get; init; }

    /// <summary>Handles the message again after a deferral.</summary>
    public required RequestReceiver Receiver { get; init; }

    /// <summary>
    /// The sender in the form that <see cref="FindOperation"/> and <see cref="StoreOperation"/> take.
    /// </summary>
    public Caller CallerAt(ClusterLevel level, PeerTable peers)
    {
        var clusters = Peer.Clusters?.Digest == ClusterDigest ? Peer.Clusters : null;
        return new Caller(Sender, Transaction, peers.Clusters.Shares(level, clusters));
    }
}
