namespace Coral.Index.Rpc;

/// <summary>The result of a ping.</summary>
internal enum PingOutcome
{
    /// <summary>No response came.</summary>
    Silent = 0,

    /// <summary>The node is there, and still publishes its value if the ping named a key.</summary>
    Alive = 1,

    /// <summary>The node is there, and no longer publishes its value.</summary>
    Disowned = 2,
}
