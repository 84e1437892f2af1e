using System.Net;
using Coral.Core.Index;
using Coral.Proxy;

namespace Coral.Node;

/// <summary>What a node says to the person who started it: where it listens, and a command to try.</summary>
public static class StartMessage
{
    /// <summary>The lines, in order.</summary>
    /// <param name="zones">The node's zones.</param>
    /// <param name="listeners">Its listeners, as bound.</param>
    /// <param name="index">Where others reach its index; <see langword="null"/> without one.</param>
    /// <param name="admin">Where its admin API listens; <see langword="null"/> without one.</param>
    public static IEnumerable<string> Lines(
        IReadOnlyList<string> zones,
        IReadOnlyList<ProxyListener> listeners,
        NodeContact? index = null,
        IPEndPoint? admin = null
    )
    {
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(listeners);
        yield return $"Coral {ProductVersion.Text}, zone {string.Join(", ", zones)}";
        foreach (var listener in listeners)
        {
            var note = listener.Kind == ListenerKind.Http2 ? " (HTTP/2 without TLS)" : "";
            yield return $"Listening on http://{listener.EndPoint}{note}";
        }

        if (index is { } contact)
        {
            yield return $"Index on {contact.Address} (UDP), node {contact.Id}";
        }

        if (admin is not null)
        {
            yield return $"Admin API on http://{admin}";
        }

        yield return $"Try: {Command(zones[0], listeners[0].EndPoint)}";
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
