using System.Net;
using Coral.Proxy;

namespace Coral.Node.Hosting;

/// <summary>The message to the person who starts a node: its addresses, and a command to try.</summary>
public static class StartMessage
{
    /// <summary>The lines, in order.</summary>
    /// <param name="zones">The zones that the node serves; may be empty.</param>
    /// <param name="listening">The addresses that the node listens on, as bound.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<string> zones, NodeListening listening)
    {
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(listening);
        yield return $"Coral {ProductVersion.Text}, zone {string.Join(", ", zones)}";
        foreach (var listener in listening.Http)
        {
            var note = listener.Kind == ListenerKind.Http2 ? " (HTTP/2 without TLS)" : "";
            yield return $"Listening on http://{listener.EndPoint}{note}";
        }

        foreach (var endPoint in listening.Dns)
        {
            yield return $"DNS on {endPoint} (UDP and TCP)";
        }

        if (listening.Index is { } contact)
        {
            yield return $"Index on {contact.Address} (UDP), node {contact.Id}";
        }

        if (listening.Peers is { } peers)
        {
            yield return $"Peers on {peers} (HTTP/2 without TLS)";
        }

        if (listening.Admin is { } admin)
        {
            yield return $"Admin API on http://{admin}";
        }

        yield return $"Try: {Command(zones[0], listening.Http[0].EndPoint)}";
    }

    /// <summary>
    /// Names below <c>localhost</c> lead curl to this machine by themselves; others it has to be told.
    /// </summary>
    private static string Command(string zone, IPEndPoint endpoint)
    {
        var url = $"http://example.com.{zone}:{endpoint.Port}/";
        var address =
            endpoint.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : endpoint.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : endpoint.Address;
        var leadsHere = address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback);
        return zone == "localhost" && leadsHere
            ? $"curl {url}"
            : $"curl --connect-to ::{new IPEndPoint(address, endpoint.Port)} {url}";
    }
}
