using System.Net;

namespace Coral.Node.Dns;

/// <summary>The addresses that resolvers are given for this node as a name server.</summary>
internal static class NameServerAddresses
{
    /// <summary>The addresses that the part listens on, as others reach them.</summary>
    /// <param name="listen">The addresses that DNS is answered on.</param>
    /// <param name="advertised">The node's advertised address; takes the place of a wildcard.</param>
    /// <param name="isConfigured">
    /// The operator names the advertised address: something in front of this machine passes it on to where we listen.
    /// </param>
    /// <returns>One at least. Loopback addresses only where there are no others.</returns>
    public static IReadOnlyList<IPAddress> Of(IReadOnlyList<IPEndPoint> listen, IPAddress advertised, bool isConfigured)
    {
        var addresses = listen
            .Select(endPoint => endPoint.Address)
            .Select(address =>
                IsAny(address) || (isConfigured && !IPAddress.IsLoopback(address)) ? advertised : address
            )
            .Distinct()
            .ToList();
        var reachable = addresses.Where(address => !IPAddress.IsLoopback(address)).ToList();
        return reachable.Count > 0 ? reachable : addresses;
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
