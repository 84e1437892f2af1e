namespace Coral.Index.Events;

/// <summary>Why a datagram was dropped.</summary>
public enum DatagramDropReason
{
    /// <summary>Its seal is not of this network.</summary>
    Seal = 0,

    /// <summary>It is of another version of the protocol.</summary>
    Version = 1,

    /// <summary>It breaks the protocol's rules.</summary>
    Malformed = 2,

    /// <summary>A response to no call on its way: too late, or never asked for.</summary>
    Unasked = 3,

    /// <summary>A response of another node than the one asked.</summary>
    Stranger = 4,

    /// <summary>A request above its sender's rate.</summary>
    Rate = 5,
}
