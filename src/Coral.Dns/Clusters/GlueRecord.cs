using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Clusters;

/// <summary>An address of a name server.</summary>
/// <param name="Name">The host name of the server.</param>
/// <param name="Addresses">The A or AAAA records of that name.</param>
internal sealed record GlueRecord(DnsName Name, RecordSet Addresses);
