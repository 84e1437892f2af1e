using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Coral.Transport.Tests.Fixtures;

/// <summary>Sends IPv4 datagrams with any source address and port, as forgers do. Needs root.</summary>
internal static class RawDatagram
{
    private const int HeaderBytes = 28;

    public static void Send(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> payload)
    {
        var packet = new byte[HeaderBytes + payload.Length];
        packet[0] = 0x45; // version 4, five words of header; the system fills in length and checksum
        packet[8] = 64;
        packet[9] = (byte)ProtocolType.Udp;
        from.Address.TryWriteBytes(packet.AsSpan(12), out _);
        to.Address.TryWriteBytes(packet.AsSpan(16), out _);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(20), (ushort)from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(22), (ushort)to.Port);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(24), (ushort)(8 + payload.Length));
        payload.CopyTo(packet.AsSpan(HeaderBytes));

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Raw);
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.HeaderIncluded, optionValue: true);
        socket.SendTo(packet, new IPEndPoint(to.Address, 0));
    }
}
