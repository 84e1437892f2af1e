using Coral.Core.Network;

namespace Coral.Dns.Resolvers;

/// <summary>Probes nobody: what an operator gets who has not switched probing on.</summary>
public sealed class NoProbe : IResolverProbe
{
    /// <inheritdoc />
    public ValueTask<ProbeReport?> ProbeAsync(NodeAddress resolver, CancellationToken cancellationToken) =>
        new(result: null);
}
