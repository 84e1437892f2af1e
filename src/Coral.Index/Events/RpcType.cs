namespace Coral.Index.Events;

/// <summary>The operations that nodes ask of each other.</summary>
public enum RpcType
{
    /// <summary>A check that the node is there.</summary>
    Ping = 0,

    /// <summary>A request for contacts near a point, and for values.</summary>
    Find = 1,

    /// <summary>A request to keep, renew or remove a value.</summary>
    Store = 2,
}
