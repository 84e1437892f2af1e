using Coral.Core.Network;

namespace Coral.Dns.Queries;

/// <summary>Where a query came from.</summary>
/// <param name="Address">The sender's address and port, as the socket gave it.</param>
/// <param name="Transport">What carried it.</param>
/// <param name="RoundTrip">Round-trip time of the TCP connection, where it is known.</param>
public readonly record struct QuerySource(NodeAddress Address, DnsTransportKind Transport, TimeSpan? RoundTrip)
{
    /// <summary>
    /// When it came, as the server's clock tells it (<see cref="TimeProvider.GetTimestamp"/>), where the listener has
    /// looked: once for all that came together, since looking costs as much as a tenth of an answer.
    /// </summary>
    public long? ReceivedAt { get; init; }
}
