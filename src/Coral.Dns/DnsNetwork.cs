using Coral.Core.Index;
using Coral.Dns.Answering;
using Coral.Dns.Resolvers;

namespace Coral.Dns;

/// <summary>A name server's view of the network of proxies; each part is safe from any thread.</summary>
/// <param name="Directory">The members of this node's clusters.</param>
/// <param name="Index">Keeps the hints about resolvers.</param>
/// <param name="Check">Checks the liveness of nodes.</param>
/// <param name="Probe">Measures resolvers; <see cref="NoProbe"/> unless the operator wants probing.</param>
/// <param name="Certificates">The names that every proxy serves over TLS.</param>
public sealed record DnsNetwork(
    INodeDirectory Directory,
    IContentIndex Index,
    INodeCheck Check,
    IResolverProbe Probe,
    ICertificates Certificates
);
