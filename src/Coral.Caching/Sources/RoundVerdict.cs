namespace Coral.Caching.Sources;

/// <summary>What one round of asking came to.</summary>
internal enum RoundVerdict
{
    /// <summary>There is a source.</summary>
    Found,

    /// <summary>The origin is believed to have failed.</summary>
    Failed,

    /// <summary>Somebody was given up, or the key has changed: walk again.</summary>
    Again,

    /// <summary>All who have it are full: wait, and walk again.</summary>
    Full,

    /// <summary>This node is to ask the origin: it breaks a circle, or settles a dispute.</summary>
    AskOrigin,

    /// <summary>The response is for nobody else: every node asks the origin for itself.</summary>
    Alone,

    /// <summary>Nobody is left to ask.</summary>
    Nobody,
}
