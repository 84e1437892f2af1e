using System.Net;
using Coral.Core.Identity;

namespace Coral.Index.Clusters;

/// <summary>Under which keys a node leaves its contact for those near it: its network, its routers, and their networks.</summary>
/// <remarks>
/// The routers' networks serve the way back: what is traced towards a node often passes another router of the same
/// place. A network is the front 24 bits of an IPv4 address, or 48 of an IPv6 one.
/// </remarks>
internal static class HintKeys
{
    private const int IPv4Bits = 24;
    private const int IPv6Bits = 48;

    /// <summary>The keys, those that say most first, each once.</summary>
    /// <param name="own">The node's own address.</param>
    /// <param name="gateways">The routers on its first hops, nearest first.</param>
    public static IReadOnlyList<Key> Of(IPAddress own, IReadOnlyList<IPAddress> gateways) =>
        [
            .. gateways
                .Select(gateway => $"hint/router/{gateway}")
                .Prepend(Network(own))
                .Concat(gateways.Select(Network))
                .Distinct()
                .Select(Key.Of),
        ];

    private static string Network(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var bits = bytes.Length == 4 ? IPv4Bits : IPv6Bits;
        Array.Clear(bytes, bits / 8, bytes.Length - (bits / 8));
        return $"hint/network/{new IPAddress(bytes)}/{bits}";
    }
}
