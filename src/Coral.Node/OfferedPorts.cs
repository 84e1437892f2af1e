using System.Net;
using Coral.Core.Index;
using Coral.Proxy;

namespace Coral.Node;

/// <summary>Which of a node's services others reach at the address that it tells them.</summary>
internal static class OfferedPorts
{
    /// <summary>The first port of each service that listens there, or on every address.</summary>
    public static ServicePorts At(IPAddress told, IReadOnlyList<ProxyListener> listeners)
    {
        var http = listeners.FirstOrDefault(l => l.Kind == ListenerKind.Http && Covers(l.EndPoint.Address, told));
        return new ServicePorts(Peer: 0, Http: (ushort)(http?.EndPoint.Port ?? 0), Dns: 0);
    }

    private static bool Covers(IPAddress listening, IPAddress told) =>
        listening.Equals(told)
        || listening.Equals(IPAddress.IPv6Any)
        || (listening.Equals(IPAddress.Any) && told.AddressFamily == listening.AddressFamily);
}
