namespace Coral.Node.Resources;

/// <summary>The resources that this process may have; <see langword="null"/> for those without a known limit.</summary>
public sealed record ProcessLimits
{
    /// <summary>Files that may be open at a time, sockets among them.</summary>
    public long? Files { get; init; }

    /// <summary>Files that are open already.</summary>
    public long OpenFiles { get; init; }

    /// <summary>Memory of the process, in bytes: of its container, or of the machine.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Threads that may still be started.</summary>
    public long? Threads { get; init; }
}
