using Coral.Core.Network;

namespace Coral.Dns.Resolvers;

/// <summary>Active measurement of a resolver. Safe from any thread.</summary>
/// <remarks>
/// At most two round trips and 350 bytes. Called only for validated addresses, and for a network at most
/// once in ten minutes.
/// </remarks>
public interface IResolverProbe
{
    /// <summary>Probes an address.</summary>
    /// <returns><see langword="null"/> where the round trip cannot be measured.</returns>
    ValueTask<ProbeReport?> ProbeAsync(NodeAddress resolver, CancellationToken cancellationToken);
}
