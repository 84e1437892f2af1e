namespace Coral.Node.Configuration;

/// <summary>A resource of the process or its container that a node must not take more of than there is.</summary>
public enum Resource
{
    /// <summary>Open files, sockets among them.</summary>
    Files,

    /// <summary>Memory, in bytes.</summary>
    Memory,
}
