namespace Coral.Caching.Events;

/// <summary>This node's response to a peer's request, as events count it.</summary>
public enum ServiceOutcome
{
    /// <summary>A complete copy from the store, or its header.</summary>
    Complete,

    /// <summary>The bytes of a fetch under way, as they come.</summary>
    Joined,

    /// <summary>304: the peer's copy is the one that is here.</summary>
    NotModified,

    /// <summary>Neither stored nor on its way.</summary>
    NotHere,

    /// <summary>As many copies as may be are being sent.</summary>
    Full,

    /// <summary>The fetch under way has failed at the origin.</summary>
    OriginFailed,
}
