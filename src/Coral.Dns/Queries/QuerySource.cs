using Coral.Core.Network;

namespace Coral.Dns.Queries;

/// <summary>The origin of a query.</summary>
/// <param name="Address">The sender's address and port, as the socket gave it.</param>
/// <param name="Transport">The transport of the query: UDP or TCP.</param>
/// <param name="RoundTrip">Round-trip time of the TCP connection, where it is known.</param>
public readonly record struct QuerySource(NodeAddress Address, DnsTransportKind Transport, TimeSpan? RoundTrip)
{
    /// <summary>
    /// The time of arrival, as a timestamp of the server's clock (<see cref="TimeProvider.GetTimestamp"/>), if the
    /// listener has read the clock: once for a batch, since a reading costs a tenth of an answer.
    /// </summary>
    public long? ReceivedAt { get; init; }
}
