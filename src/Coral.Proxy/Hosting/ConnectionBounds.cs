using System.Net;

namespace Coral.Proxy.Hosting;

/// <summary>The bounds on the connections of a server, and on how slowly their clients may read.</summary>
/// <param name="Most">Connections at a time, over all listeners.</param>
public sealed record ConnectionBounds(long Most)
{
    /// <summary>
    /// Connections at a time from one IPv4 address or IPv6 /56; <see langword="null"/> for a quarter of all.
    /// </summary>
    public long? MostPerAddress { get; init; }

    /// <summary>Networks without a bound for an address, besides loopback: proxies that many clients come by.</summary>
    public IReadOnlyList<IPNetwork> Exempt { get; init; } = [];

    /// <summary>Slowest reading, in bytes a second; 0 for any.</summary>
    public long MinBytesPerSecond { get; init; }

    /// <summary>The time for which a client may stay below that rate.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The bound of one address.</summary>
    internal long PerAddress => MostPerAddress ?? Math.Max(1, Most / 4);

    /// <summary>True for an address that may take any number of connections.</summary>
    internal bool IsExempt(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || Exempt.Any(network => network.Contains(plain));
    }
}
