using Coral.Dns.Serving;
using Coral.Dns.Wire;

namespace Coral.Dns.Answering;

/// <summary>Who asks, as far as an answer may depend on it.</summary>
/// <param name="Source">The resolver itself.</param>
/// <param name="IsProved">Whether its address is its own: by TCP, or by a cookie.</param>
/// <param name="Subnet">The network it asks for (RFC 7871), where it says so and does not opt out.</param>
internal readonly record struct Asker(QuerySource Source, bool IsProved, ClientSubnet? Subnet);
