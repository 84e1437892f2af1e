using System.Net;
using Coral.Core.Http.StructuredFields;
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
    /// <summary>The contact as an item.</summary>
    public static StructuredMember Of(in NodeContact contact)
    {
        Span<byte> id = stackalloc byte[Identifier.ByteCount];
        contact.Id.Point.Write(id);
        return StructuredMember.Of(
            BareItem.String(contact.Address.ToString()),
            ItemParameters.Of(
                ("id", BareItem.Bytes(id)),
                ("peer", BareItem.Integer(contact.Ports.Peer)),
                ("http", BareItem.Integer(contact.Ports.Http)),
                ("dns", BareItem.Integer(contact.Ports.Dns))
            )
        );
    }

    /// <summary>
    /// Reads a contact; parameters that are not known are refused, those that are may stand in any order.
    /// </summary>
    public static NodeContact? Read(StructuredMember? member)
    {
        if (
            member?.Item is not { Kind: BareItemKind.String } where
            || !IPEndPoint.TryParse(where.Text, out var endPoint)
            || endPoint.Port == 0
        )
        {
            return null;
        }

        var (id, ports) = ((byte[]?)null, default(ServicePorts));
        foreach (var (key, value) in member.Parameters)
        {
            switch (key)
            {
                case "id" when value.AsBytes is { Length: Identifier.ByteCount } bytes:
                    id = bytes;
                    break;
                case "peer" when Port(value) is { } port:
                    ports = ports with { Peer = port };
                    break;
                case "http" when Port(value) is { } port:
                    ports = ports with { Http = port };
                    break;
                case "dns" when Port(value) is { } port:
                    ports = ports with { Dns = port };
                    break;
                default:
                    return null;
            }
        }

        return id is null ? null : new NodeContact(new NodeId(Identifier.Read(id)), NodeAddress.From(endPoint), ports);
    }

    private static ushort? Port(in BareItem value) =>
        value.AsInteger is >= 0 and <= ushort.MaxValue and var number ? (ushort)number : null;
}
