namespace Coral.Caching.Events;

/// <summary>The place that the bytes of a response came from.</summary>
public enum FetchSource
{
    /// <summary>The origin, by a request of this node.</summary>
    Origin = 0,

    /// <summary>A peer found at level 0.</summary>
    Level0,

    /// <summary>A peer of our region.</summary>
    Level1,

    /// <summary>A peer of our neighbourhood.</summary>
    Level2,
}
