using Coral.Core.Network;

namespace Coral.Dns.Queries;

/// <summary>The origin of a query.</summary>
/// <param name="Address">The sender's address and port, as the socket gave it.</param>
/// <param name="Transport">UDP or TCP.</param>
/// <param name="RoundTrip">Round-trip time of the TCP connection, where it is known.</param>
public readonly record struct QuerySource(NodeAddress Address, DnsTransportKind Transport, TimeSpan? RoundTrip)
{
    /// <summary>
    /// Its arrival, as a timestamp of the server's clock (<see cref="TimeProvider.GetTimestamp"/>), where the listener
    /// has read it: once for a batch, since reading it costs a tenth of an answer.
    /// </summary>
    public long? ReceivedAt { get; init; }
}
