using System.Globalization;
using System.Net;
using System.Text;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;

namespace Coral.Proxy.Peers.Wire;

/// <summary>
/// A contact as an item of a structured field: its index's address, with who and which ports beside it.
/// </summary>
/// <remarks><code>"192.0.2.7:7400";id=:lJ…=:;peer=7443;http=8080;dns=5300</code></remarks>
internal static class ContactItem
{
    /// <summary>Writes a contact.</summary>
    public static void Append(StringBuilder text, in NodeContact contact)
    {
        Span<byte> id = stackalloc byte[Identifier.ByteCount];
        contact.Id.Point.Write(id);
        text.Append(CultureInfo.InvariantCulture, $"\"{contact.Address}\";id=:{Convert.ToBase64String(id)}:")
            .Append(CultureInfo.InvariantCulture, $";peer={contact.Ports.Peer};http={contact.Ports.Http}")
            .Append(CultureInfo.InvariantCulture, $";dns={contact.Ports.Dns}");
    }

    /// <summary>
    /// Reads a contact; parameters that are not known are refused, those that are may stand in any order.
    /// </summary>
    public static bool TryRead(ref StructuredReader reader, out NodeContact contact)
    {
        contact = default;
        if (!reader.TryReadString(out var where) || !IPEndPoint.TryParse(where, out var endPoint) || endPoint.Port == 0)
        {
            return false;
        }

        Span<byte> id = stackalloc byte[Identifier.ByteCount];
        var (hasId, peer, http, dns) = (false, (ushort)0, (ushort)0, (ushort)0);
        while (reader.TryReadParameter(out var key))
        {
            var good = key switch
            {
                "id" => hasId = reader.TryReadBytes(id),
                "peer" => TryReadPort(ref reader, out peer),
                "http" => TryReadPort(ref reader, out http),
                "dns" => TryReadPort(ref reader, out dns),
                _ => false,
            };
            if (!good)
            {
                return false;
            }
        }

        contact = new NodeContact(
            new NodeId(Identifier.Read(id)),
            NodeAddress.From(endPoint),
            new ServicePorts(peer, http, dns)
        );
        return hasId;
    }

    private static bool TryReadPort(ref StructuredReader reader, out ushort port)
    {
        var read = reader.TryReadInteger(out var number) && number <= ushort.MaxValue;
        port = read ? (ushort)number : (ushort)0;
        return read;
    }
}
