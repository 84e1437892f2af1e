namespace Coral.Core.Index;

/// <summary>The level of one of a node's clusters: the higher, the nearer and the faster.</summary>
public enum ClusterLevel
{
    /// <summary>Level 0: the whole network.</summary>
    Global = 0,

    /// <summary>Level 1: a region, 60 ms across by default.</summary>
    Regional = 1,

    /// <summary>Level 2: the neighbourhood, 20 ms across by default.</summary>
    Near = 2,
}
