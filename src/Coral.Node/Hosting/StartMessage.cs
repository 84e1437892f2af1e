using System.Net;
using Coral.Core.Index;

namespace Coral.Node.Hosting;

/// <summary>The message to the person who starts a node: its addresses, and a command to try.</summary>
/// <remarks>The part that listens on an address words its line: <see cref="ListenAddress"/>.</remarks>
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
        foreach (var address in listening.Addresses.OrderBy(address => address.Place))
        {
            yield return address.Line;
        }

        yield return $"Try: {Command(zones[0], listening.Of(NodeServices.Http).First())}";
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
