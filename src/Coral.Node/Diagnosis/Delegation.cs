using System.Net;
using Coral.Dns.Wire;
using Coral.Node.Diagnosis.Asking;

namespace Coral.Node.Diagnosis;

/// <summary>A zone's delegation, as its parent has it.</summary>
/// <param name="Servers">The zone's name servers, sorted as text.</param>
/// <param name="Glue">The answer that named them, which has the glue.</param>
internal sealed record Delegation(IReadOnlyList<DnsName> Servers, DnsReply Glue)
{
    /// <summary>Addresses that the parent gives for a name server, sorted as text.</summary>
    public IReadOnlyList<IPAddress> GlueOf(DnsName server) =>
        [.. Glue.Addresses(server).Distinct().OrderBy(address => $"{address}", StringComparer.Ordinal)];
}
