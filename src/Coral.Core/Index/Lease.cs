namespace Coral.Core.Index;

/// <summary>
/// One node's claim to fetch one key: the short pointer, and what tells this claim from the node's earlier ones.
/// </summary>
/// <param name="Id">
/// Drawn once for each fetch. Repeated requests and renewals with the same id keep the place in the order of arrival;
/// another id is a new claim and goes to the end, so that a pointer left from an earlier fetch never elects anyone.
/// </param>
/// <param name="Value">The short pointer's bytes, at most <see cref="IndexValue.MaxBytes"/>.</param>
/// <param name="TimeToLive">How long it stands without a renewal: 20 s in Coral.</param>
public sealed record Lease(ulong Id, ReadOnlyMemory<byte> Value, TimeSpan TimeToLive)
{
    /// <summary>
    /// Called on the index's own thread, once, when the walk comes to level 0 with nothing found: the caller will
    /// probably have to ask the origin, and may begin to connect. It must not block.
    /// </summary>
    public Action? ReachedGlobal { get; init; }
}
