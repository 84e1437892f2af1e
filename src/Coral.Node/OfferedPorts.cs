using System.Net;
using Coral.Core.Index;
using Coral.Proxy;

namespace Coral.Node;

/// <summary>Which of a node's services others reach at the address that it tells them.</summary>
internal static class OfferedPorts
{
    /// <summary>The first port of each service that listens there, or on every address.</summary>
    /// <param name="told">The address that others are told.</param>
    /// <param name="isNamed">
    /// Whether the operator names it, so that something in front of this machine may pass it on to another address.
    /// </param>
    /// <param name="listening">Where the node listens.</param>
    public static ServicePorts At(IPAddress told, bool isNamed, NodeListening listening)
    {
        var http = listening.Http.Where(l => l.Kind == ListenerKind.Http).Select(l => l.EndPoint);
        return new ServicePorts(First(listening.Peers is { } peers ? [peers] : []), First(http), First(listening.Dns));

        ushort First(IEnumerable<IPEndPoint> endPoints) =>
            (ushort)(endPoints.FirstOrDefault(e => Covers(e.Address, told, isNamed))?.Port ?? 0);
    }

    private static bool Covers(IPAddress listening, IPAddress told, bool isNamed) =>
        listening.Equals(told)
        || (isNamed && !IPAddress.IsLoopback(listening))
        || listening.Equals(IPAddress.IPv6Any)
        || (listening.Equals(IPAddress.Any) && told.AddressFamily == listening.AddressFamily);
}
