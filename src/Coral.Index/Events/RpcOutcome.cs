namespace Coral.Index.Events;

/// <summary>The end of a call to another node.</summary>
public enum RpcOutcome
{
    /// <summary>A response came.</summary>
    Answered = 0,

    /// <summary>No response came to any try.</summary>
    TimedOut = 1,

    /// <summary>Another node responded from the address asked.</summary>
    Superseded = 2,

    /// <summary>Nothing was sent: too many calls were on their way, or the node has stopped.</summary>
    NotSent = 3,
}
