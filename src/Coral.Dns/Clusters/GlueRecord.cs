using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Clusters;

/// <summary>An address of a name server.</summary>
/// <param name="Name">The server's name.</param>
/// <param name="Addresses">A or AAAA records.</param>
internal sealed record GlueRecord(DnsName Name, RecordSet Addresses);
