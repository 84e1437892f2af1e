using System.Net;
using System.Net.NetworkInformation;

namespace Coral.Node.Diagnosis;

/// <summary>The resolvers that this machine uses.</summary>
public static class SystemResolvers
{
    /// <summary>Their addresses, in the order that the system has them; none where it has none.</summary>
    public static IReadOnlyList<IPEndPoint> Find() =>
        [
            .. NetworkInterface
                .GetAllNetworkInterfaces()
                .SelectMany(network => network.GetIPProperties().DnsAddresses)
                .Distinct()
                .Select(address => new IPEndPoint(address, DelegationRequest.DnsPort)),
        ];
}
