namespace Coral.Index.Events;

/// <summary>The operations that nodes ask of each other.</summary>
public enum RpcType
{
    /// <summary>Is the node there?</summary>
    Ping = 0,

    /// <summary>Contacts near a point, and values.</summary>
    Find = 1,

    /// <summary>Keep, renew or remove a value.</summary>
    Store = 2,
}
