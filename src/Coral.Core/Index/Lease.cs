namespace Coral.Core.Index;

/// <summary>
/// One node's right to fetch one key before others: a pointer of a short life, and an id that no earlier lease had.
/// </summary>
/// <param name="Id">
/// Drawn once for each fetch. Repeated requests and renewals with the same id keep the place in the order of arrival;
/// another id is a new lease and goes to the end, so that a pointer left from an earlier fetch never elects its owner.
/// </param>
/// <param name="Value">The pointer's bytes, at most <see cref="IndexValue.MaxBytes"/>.</param>
/// <param name="TimeToLive">The lifetime of a lease that is not renewed: 20 s in Coral.</param>
public sealed record Lease(ulong Id, ReadOnlyMemory<byte> Value, TimeSpan TimeToLive)
{
    /// <summary>
    /// Called on the index's own thread, once, when the lookup comes to level 0 with nothing found: the caller will
    /// probably have to ask the origin, and may begin to connect. It must not block.
    /// </summary>
    public Action? ReachedGlobal { get; init; }
}
