using Coral.Core.Network;

namespace Coral.Dns.Serving;

/// <summary>Where a query came from.</summary>
/// <param name="Address">The sender's address and port, as the socket gave it.</param>
/// <param name="Transport">What carried it.</param>
/// <param name="RoundTrip">Round-trip time of the TCP connection, where it is known.</param>
public readonly record struct QuerySource(NodeAddress Address, DnsTransportKind Transport, TimeSpan? RoundTrip);
