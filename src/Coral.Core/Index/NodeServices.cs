namespace Coral.Core.Index;

/// <summary>A set of services that a node may run beside the index.</summary>
[Flags]
public enum NodeServices
{
    /// <summary>The index alone.</summary>
    None = 0,

    /// <summary>Answers other proxies.</summary>
    Peer = 1,

    /// <summary>Answers HTTP clients.</summary>
    Http = 2,

    /// <summary>Answers DNS queries.</summary>
    Dns = 4,
}
