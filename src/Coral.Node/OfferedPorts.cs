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
    /// <param name="listeners">Where the node listens for clients.</param>
    /// <param name="peer">Where it listens for peers, if it does.</param>
    public static ServicePorts At(
        IPAddress told,
        bool isNamed,
        IReadOnlyList<ProxyListener> listeners,
        IPEndPoint? peer
    )
    {
        var http = listeners.FirstOrDefault(l =>
            l.Kind == ListenerKind.Http && Covers(l.EndPoint.Address, told, isNamed)
        );
        return new ServicePorts(PortOf(peer, told, isNamed), PortOf(http?.EndPoint, told, isNamed), Dns: 0);
    }

    private static ushort PortOf(IPEndPoint? listening, IPAddress told, bool isNamed) =>
        listening is not null && Covers(listening.Address, told, isNamed) ? (ushort)listening.Port : (ushort)0;

    private static bool Covers(IPAddress listening, IPAddress told, bool isNamed) =>
        listening.Equals(told)
        || (isNamed && !IPAddress.IsLoopback(listening))
        || listening.Equals(IPAddress.IPv6Any)
        || (listening.Equals(IPAddress.Any) && told.AddressFamily == listening.AddressFamily);
}
