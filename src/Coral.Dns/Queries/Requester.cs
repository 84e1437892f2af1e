using Coral.Dns.Wire;

namespace Coral.Dns.Queries;

/// <summary>The source of a query, as far as an answer depends on it. Large: passed by reference.</summary>
internal readonly struct Requester(
    in QuerySource source,
    bool isAddressValidated,
    in ClientSubnet? subnet,
    TimeSpan now
)
{
    /// <summary>The resolver itself.</summary>
    public readonly QuerySource Source = source;

    /// <summary>True if the address is known not to be forged: by TCP, or by a cookie.</summary>
    public readonly bool IsAddressValidated = isAddressValidated;

    /// <summary>The client subnet (RFC 7871); <see langword="null"/> for none, or an opt-out.</summary>
    public readonly ClientSubnet? Subnet = subnet is { IsOptOut: true } ? null : subnet;

    /// <summary>The uptime of the server: its clock is read once for a query.</summary>
    public readonly TimeSpan Now = now;
}
