using System.Net;

namespace Coral.Node.Dns;

/// <summary>At which addresses resolvers are told that this node answers DNS.</summary>
internal static class NameServerAddresses
{
    /// <summary>The addresses that it listens on, as others see them.</summary>
    /// <param name="listen">Where DNS is answered.</param>
    /// <param name="told">The address that others are told the node is at: stands for every address.</param>
    /// <param name="isNamed">
    /// Whether the operator names it, so that something in front of this machine passes it on to where we listen.
    /// </param>
    /// <returns>One at least. Loopback addresses only where there are no others.</returns>
    public static IReadOnlyList<IPAddress> Of(IReadOnlyList<IPEndPoint> listen, IPAddress told, bool isNamed)
    {
        var addresses = listen
            .Select(endPoint => endPoint.Address)
            .Select(address => IsAny(address) || (isNamed && !IPAddress.IsLoopback(address)) ? told : address)
            .Distinct()
            .ToList();
        var reachable = addresses.Where(address => !IPAddress.IsLoopback(address)).ToList();
        return reachable.Count > 0 ? reachable : addresses;
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
