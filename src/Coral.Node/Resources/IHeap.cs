namespace Coral.Node.Resources;

/// <summary>The memory of the process, as far as its keeper needs it.</summary>
internal interface IHeap
{
    /// <summary>Bytes allocated since the process began.</summary>
    long AllocatedBytes { get; }

    /// <summary>Bytes of the process that are in memory.</summary>
    long ResidentBytes { get; }

    /// <summary>Collects all garbage, and gives what is free back to the system.</summary>
    void Shrink();
}
