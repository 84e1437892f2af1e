using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Dns.Answering;
using Coral.Dns.Events;
using Coral.Dns.Resolvers;

namespace Coral.Dns;

/// <summary>What a DNS server works with; each safe from any thread, but for <paramref name="Random"/>.</summary>
/// <param name="Directory">Who is in our clusters.</param>
/// <param name="Index">Where hints are left and found.</param>
/// <param name="Check">Who lives.</param>
/// <param name="Probe">Measures resolvers, where the operator wants that.</param>
/// <param name="Certificates">Which names can be had over TLS.</param>
/// <param name="Tokens">For secrets.</param>
/// <param name="Random">For sampling; used by one round at a time.</param>
/// <param name="Clock">The time.</param>
/// <param name="Metrics">What is counted.</param>
public sealed record DnsTools(
    INodeDirectory Directory,
    IContentIndex Index,
    INodeCheck Check,
    IResolverProbe Probe,
    ICertificates Certificates,
    ITokenSource Tokens,
    Random Random,
    TimeProvider Clock,
    DnsMetrics Metrics
);
