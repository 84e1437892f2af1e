using System.Net;
using Coral.Core.Index;
using Coral.Node.Hosting;

namespace Coral.Node.Index;

/// <summary>The ports of a node's services that others reach at its advertised address.</summary>
internal static class AdvertisedPorts
{
    /// <summary>The first port of each service that listens on that address, or on every address; 0 for none.</summary>
    /// <param name="advertised">The address that other nodes are given.</param>
    /// <param name="isConfigured">
    /// The operator names the address, so that something in front of this machine may pass it on to another.
    /// </param>
    /// <param name="listening">The addresses that the node listens on.</param>
    public static ServicePorts At(IPAddress advertised, bool isConfigured, NodeListening listening)
    {
        return new ServicePorts(First(NodeServices.Peer), First(NodeServices.Http), First(NodeServices.Dns));

        ushort First(NodeServices service) =>
            (ushort)(listening.Of(service).FirstOrDefault(e => Covers(e.Address, advertised, isConfigured))?.Port ?? 0);
    }

    private static bool Covers(IPAddress listening, IPAddress advertised, bool isConfigured) =>
        listening.Equals(advertised)
        || (isConfigured && !IPAddress.IsLoopback(listening))
        || listening.Equals(IPAddress.IPv6Any)
        || (listening.Equals(IPAddress.Any) && advertised.AddressFamily == listening.AddressFamily);
}
