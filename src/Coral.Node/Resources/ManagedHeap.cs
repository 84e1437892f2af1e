namespace Coral.Node.Resources;

/// <summary>The runtime's heap.</summary>
internal sealed class ManagedHeap : IHeap
{
    /// <inheritdoc />
    public long AllocatedBytes => GC.GetTotalAllocatedBytes();

    /// <inheritdoc />
    public long ResidentBytes => Environment.WorkingSet;

    /// <inheritdoc />
    public void Shrink() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
