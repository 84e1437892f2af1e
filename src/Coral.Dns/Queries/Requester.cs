using Coral.Dns.Wire;

namespace Coral.Dns.Queries;

/// <summary>Who asks, as far as an answer may depend on it. Large: passed on by reference.</summary>
internal readonly struct Requester(
    in QuerySource source,
    bool isAddressValidated,
    in ClientSubnet? subnet,
    TimeSpan now
)
{
    /// <summary>The resolver itself.</summary>
    public readonly QuerySource Source = source;

    /// <summary>Whether its address is its own: by TCP, or by a cookie.</summary>
    public readonly bool IsAddressValidated = isAddressValidated;

    /// <summary>The network it asks for (RFC 7871), where it says so and does not opt out.</summary>
    public readonly ClientSubnet? Subnet = subnet is { IsOptOut: true } ? null : subnet;

    /// <summary>When it is answered, as time since the server's start: the clock is read once for a query.</summary>
    public readonly TimeSpan Now = now;
}
