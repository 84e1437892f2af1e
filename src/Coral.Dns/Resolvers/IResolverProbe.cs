using Coral.Core.Network;

namespace Coral.Dns.Resolvers;

/// <summary>Finds out where a resolver is that does not expect it. Safe from any thread.</summary>
/// <remarks>
/// At most two round trips and 350 bytes; asked only for addresses that proved themselves, and for a network at most
/// once in ten minutes.
/// </remarks>
public interface IResolverProbe
{
    /// <summary>Probes an address.</summary>
    /// <returns>Nothing where its round trip cannot be measured.</returns>
    ValueTask<ProbeReport?> ProbeAsync(NodeAddress resolver, CancellationToken cancellationToken);
}
