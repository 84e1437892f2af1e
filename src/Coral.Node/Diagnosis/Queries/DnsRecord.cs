using System.Net;
using Coral.Dns.Wire;

namespace Coral.Node.Diagnosis.Queries;

/// <summary>A record of a response, as far as a diagnosis reads it.</summary>
/// <param name="Section">The section of the message that it stood in.</param>
/// <param name="Owner">The name that the record belongs to.</param>
/// <param name="Type">The record type; the fields below are set by it.</param>
/// <param name="Target">The name that its data is, or begins with: of NS, CNAME, DNAME and SOA.</param>
/// <param name="Address">The address that its data is: of A and AAAA.</param>
/// <param name="Serial">The zone's serial number: of SOA.</param>
public sealed record DnsRecord(
    Section Section,
    DnsName Owner,
    RecordType Type,
    DnsName? Target,
    IPAddress? Address,
    uint Serial
);
