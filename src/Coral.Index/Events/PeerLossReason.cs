namespace Coral.Index.Events;

/// <summary>Why a node left the tables.</summary>
public enum PeerLossReason
{
    /// <summary>It answered no try of a call.</summary>
    TimedOut = 0,

    /// <summary>Another node answered from its address.</summary>
    Superseded = 1,
}
