namespace Coral.Proxy.Peers;

/// <summary>Why a request was not answered.</summary>
internal enum PeerRefusal
{
    /// <summary>It was.</summary>
    None,

    /// <summary>From another machine, in a network without a key.</summary>
    Address,

    /// <summary>It bears no seal.</summary>
    Unsealed,

    /// <summary>Its seal is wrong: of another network, of another request, or forged.</summary>
    Seal,

    /// <summary>Its seal is right, but more than a minute old or ahead of us.</summary>
    Clock,

    /// <summary>Its seal is right, but what it says is no request.</summary>
    Malformed,
}
