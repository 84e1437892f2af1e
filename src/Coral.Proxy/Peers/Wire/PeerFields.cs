namespace Coral.Proxy.Peers.Wire;

/// <summary>The field by which proxies know each other, and its neighbours. docs/peers.md has every word.</summary>
internal static class PeerFields
{
    /// <summary>The field of requests and responses, header and trailer: a dictionary of RFC 9651.</summary>
    public const string Peer = "Coral-Peer";

    /// <summary>The digest of a body in its trailer (RFC 9530, section 3).</summary>
    public const string ReprDigest = "Repr-Digest";

    /// <summary>The directive of every request (RFC 9111, section 5.2.1.7).</summary>
    public const string OnlyIfCached = "only-if-cached";

    /// <summary>Longest value of <see cref="Peer"/>, in characters.</summary>
    public const int MaxLength = 4096;
}
