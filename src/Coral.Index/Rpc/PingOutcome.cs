namespace Coral.Index.Rpc;

/// <summary>What a ping showed.</summary>
internal enum PingOutcome
{
    /// <summary>Nobody answered.</summary>
    Silent = 0,

    /// <summary>The node is there, and stands by its value if one was asked about.</summary>
    Alive = 1,

    /// <summary>The node is there, and no longer stands by its value.</summary>
    Disowned = 2,
}
