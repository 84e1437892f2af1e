namespace Coral.Proxy.Peers;

/// <summary>The reason for which a peer's request was refused.</summary>
internal enum PeerRefusal
{
    /// <summary>The request was accepted.</summary>
    None,

    /// <summary>From another machine, in a network without a key.</summary>
    Address,

    /// <summary>The request bears no seal.</summary>
    Unsealed,

    /// <summary>The seal is wrong: of another network, of another request, or forged.</summary>
    Seal,

    /// <summary>The seal is right, but its time is more than a minute from this node's.</summary>
    Clock,

    /// <summary>The seal is right, but the sealed text is no request.</summary>
    Malformed,
}
