using System.Net;

namespace Coral.Node.Dns;

<<<<<<< HEAD
/// <summary>The addresses that resolvers are given for this node as a name server.</summary>
internal static class NameServerAddresses
{
    /// <summary>The addresses that it listens on, as others see them.</summary>
    /// <param name="listen">The addresses that DNS is answered on.</param>
    /// <param name="advertised">The node's advertised address; takes the place of a wildcard.</param>
    /// <param name="isConfigured">
    /// The operator names the advertised address: something in front of this machine passes it on to where we listen.
    /// </param>
    /// <returns>One at least. Loopback addresses only where there are no others.</returns>
=======
/// <summary>The addresses of this node's name server, as resolvers are told.</summary>
internal static class NameServerAddresses
{
    /// <summary>The addresses listened on, as the outside sees them.</summary>
    /// <param name="listen">The endpoints that DNS is answered on.</param>
    /// <param name="advertised">The node's advertised address, which stands for a wildcard address.</param>
    /// <param name="isConfigured">
    /// Whether the operator set it: then something in front of this machine forwards it to the addresses listened on.
    /// </param>
    /// <returns>At least one address; loopback ones only where there are no others.</returns>
>>>>>>> dc3275c (Log what happens in the DNS server under 1400 to 1410, at most once a minute where strangers can cause it)
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
