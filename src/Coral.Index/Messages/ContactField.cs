using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Wire;

namespace Coral.Index.Messages;

/// <summary>
/// A contact on the wire: [id (20 bytes), address (4 or 16 bytes), index port, peer port, http port, dns port].
/// </summary>
internal static class ContactField
{
    public static void Write(ref CborWriter writer, NodeContact contact)
    {
        Span<byte> address = stackalloc byte[16];
        contact.Address.WriteAddress(address);
        writer.Array(6);
        writer.Identifier(contact.Id.Point);
        writer.Bytes(address[..contact.Address.AddressLength]);
        writer.UInt(contact.Address.Port);
        writer.UInt(contact.Ports.Peer);
        writer.UInt(contact.Ports.Http);
        writer.UInt(contact.Ports.Dns);
    }

    /// <summary>Writes as many contacts as fit and leave <paramref name="reserveBytes"/> free.</summary>
    public static void WriteMany(ref CborWriter writer, List<NodeContact> contacts, int reserveBytes)
    {
        var start = writer.BeginShortArray();
        var written = 0;
        for (; written < contacts.Count && written < FindResponse.MaxContacts; written++)
        {
            var before = writer.Length;
            Write(ref writer, contacts[written]);
            if (!writer.HasRoom(reserveBytes))
            {
                writer.Rewind(before);
                break;
            }
        }

        writer.EndShortArray(start, written);
    }

    public static void ReadMany(ref CborReader items, List<NodeContact> contacts, int max)
    {
        for (var left = items.ArrayOf(max); left > 0 && !items.Failed; left--)
        {
            if (items.ArrayOf(6) != 6)
            {
                items.Refuse();
            }

            var id = new NodeId(items.Identifier());
            var bytes = items.Bytes(16);
            var port = items.Port();
            var ports = new ServicePorts(items.Port(), items.Port(), items.Port());
            if (!NodeAddress.TryRead(bytes, port, out var address) || address.IsEmpty)
            {
                items.Refuse();
            }
            else
            {
                contacts.Add(new NodeContact(id, address, ports));
            }
        }
    }
}
