using Coral.Dns.Zones;

namespace Coral.Dns.Redirection;

/// <summary>The name servers of a level zone, as one cluster has them. Immutable.</summary>
/// <param name="Names">The NS records.</param>
/// <param name="Glue">Their addresses; names inside the zone, for as long as the NS records live.</param>
internal sealed record LevelServers(RecordSet Names, IReadOnlyList<GlueRecord> Glue);
