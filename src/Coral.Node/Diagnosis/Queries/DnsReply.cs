using System.Net;
using Coral.Dns.Wire;

namespace Coral.Node.Diagnosis.Queries;

/// <summary>A response of a server.</summary>
/// <param name="Code">The response code (RCODE) of the header.</param>
/// <param name="Flags">The header's flags: AA, TC and the like.</param>
/// <param name="Records">The records of all sections.</param>
/// <param name="CookieTime">
/// The time in the server's cookie, by the server's clock, where it sent one (RFC 9018).
/// </param>
public sealed record DnsReply(
    ResponseCode Code,
    HeaderFlags Flags,
    IReadOnlyList<DnsRecord> Records,
    DateTimeOffset? CookieTime
)
{
    /// <summary>AA: the server is authoritative for the name.</summary>
    public bool IsAuthoritative => Flags.HasFlag(HeaderFlags.Authoritative);

    /// <summary>TC: the response did not fit.</summary>
    public bool IsTruncated => Flags.HasFlag(HeaderFlags.Truncated);

    /// <summary>A few words that say that the server does not answer the query itself and is no resolver.</summary>
    /// <value><see langword="null"/> where it answered, positively or negatively.</value>
    public string? LeftToOthers =>
        Code == ResponseCode.Refused ? $"{Code}"
        : Code == ResponseCode.NoError
        && Records.All(record => record.Section != Section.Answer)
        && Records.Any(record => record.Section == Section.Authority && record.Type == RecordType.NS)
            ? "it refers to other servers"
        : null;

    /// <summary>The records of a name and a type in the answer itself.</summary>
    public IEnumerable<DnsRecord> Answers(DnsName name, RecordType type) =>
        Records.Where(record => record.Section == Section.Answer && record.Type == type && record.Owner.Equals(name));

    /// <summary>The name servers in the answer itself, sorted as text.</summary>
    public IReadOnlyList<DnsName> Servers(DnsName zone) => Sorted(Answers(zone, RecordType.NS));

    /// <summary>The name servers that a referral for a zone names, sorted as text; none where it is none.</summary>
    public IReadOnlyList<DnsName> Referred(DnsName zone) =>
        Records.Any(record => record.Section == Section.Answer)
            ? []
            : Sorted(
                Records.Where(record =>
                    record.Section == Section.Authority && record.Type == RecordType.NS && record.Owner.Equals(zone)
                )
            );

    /// <summary>Addresses of a name, in any section.</summary>
    public IReadOnlyList<IPAddress> Addresses(DnsName name) =>
        [.. Records.Where(record => record.Owner.Equals(name)).Select(record => record.Address).OfType<IPAddress>()];

    private static IReadOnlyList<DnsName> Sorted(IEnumerable<DnsRecord> servers) =>
        [
            .. servers
                .Select(record => record.Target)
                .OfType<DnsName>()
                .Distinct()
                .OrderBy(name => name.ToString(), StringComparer.Ordinal),
        ];
}
