namespace Coral.Index.Events;

/// <summary>The reasons for which a node leaves the tables.</summary>
public enum PeerLossReason
{
    /// <summary>The node responded to no try of a request.</summary>
    TimedOut = 0,

    /// <summary>Another node responded from the node's address.</summary>
    Superseded = 1,
}
