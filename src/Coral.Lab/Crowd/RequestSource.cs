namespace Coral.Lab.Crowd;

/// <summary>The source of a response, as the node says in <c>Cache-Status</c> (RFC 9211).</summary>
public enum RequestSource
{
    /// <summary>The node's own store.</summary>
    Local,

    /// <summary>A fetch of the same object that was under way at the node.</summary>
    Joined,

    /// <summary>A node of the same level-2 cluster.</summary>
    Level2,

    /// <summary>A node of the same level-1 cluster.</summary>
    Level1,

    /// <summary>Any other node.</summary>
    Level0,

    /// <summary>The origin.</summary>
    Origin,

    /// <summary>The node states no source.</summary>
    Unknown,
}
