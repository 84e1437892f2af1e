using Coral.Core.Network;

namespace Coral.Dns.Resolvers;

/// <summary>The probe of a node whose operator has not switched probing on: no packet is sent.</summary>
public sealed class NoProbe : IResolverProbe
{
    /// <inheritdoc />
    public ValueTask<ProbeReport?> ProbeAsync(NodeAddress resolver, CancellationToken cancellationToken) =>
        new(result: null);
}
