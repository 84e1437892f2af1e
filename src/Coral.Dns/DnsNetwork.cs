using Coral.Core.Index;
using Coral.Dns.Answering;
using Coral.Dns.Resolvers;

namespace Coral.Dns;

/// <summary>The network of proxies as a name server meets it; each part is safe from any thread.</summary>
/// <param name="Directory">The members of this node's clusters.</param>
/// <param name="Index">Keeps the hints about resolvers.</param>
/// <param name="Check">Liveness checks of nodes.</param>
/// <param name="Probe">Measures resolvers; <see cref="NoProbe"/> unless the operator wants probing.</param>
/// <param name="Certificates">The names that every proxy serves over TLS.</param>
public sealed record DnsNetwork(
    INodeDirectory Directory,
    IContentIndex Index,
    INodeCheck Check,
    IResolverProbe Probe,
    ICertificates Certificates
);
