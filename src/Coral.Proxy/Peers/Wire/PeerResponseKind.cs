namespace Coral.Proxy.Peers.Wire;

/// <summary>The kind of a response, as the peer states it.</summary>
internal enum PeerResponseKind
{
    /// <summary>The header of the object comes with it, and its body after it.</summary>
    Here,

    /// <summary>The peer has nothing to give (504).</summary>
    NotHere,

    /// <summary>The peer uploads to as many as it may (503).</summary>
    Full,

    /// <summary>The origin failed it (502).</summary>
    Failed,

    /// <summary>The peer names the one that it follows (204).</summary>
    Source,

    /// <summary>The request was sealed by a member whose clock differs too much from its own (403).</summary>
    Clock,
}
