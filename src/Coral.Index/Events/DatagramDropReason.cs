namespace Coral.Index.Events;

/// <summary>The reasons for which a datagram is dropped.</summary>
public enum DatagramDropReason
{
    /// <summary>The seal is not of this network.</summary>
    Seal = 0,

    /// <summary>The datagram is of another version of the protocol.</summary>
    Version = 1,

    /// <summary>The datagram breaks the protocol's rules.</summary>
    Malformed = 2,

    /// <summary>A response that matches no pending request: too late, or never asked for.</summary>
    Unasked = 3,

    /// <summary>A response from another node than the one asked.</summary>
    Stranger = 4,

    /// <summary>A request above its sender's rate.</summary>
    Rate = 5,
}
