using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Coral.Core.Network;

namespace Coral.Transport.Udp;

/// <summary>
/// Conversions between <see cref="NodeAddress"/> and the system's form of an address, without allocation.
/// </summary>
/// <remarks>
/// The system's form (sockaddr_in, sockaddr_in6): family in bytes 0 and 1, port in 2 and 3, big-endian; an IPv4 address
/// in 4 to 7; an IPv6 one in 8 to 23, between flow information and scope.
/// </remarks>
internal static class AddressCodec
{
    private const int PortAt = 2;
    private const int IPv4At = 4;
    private const int IPv6At = 8;

    /// <summary>Writes an address for a socket of the family of <paramref name="target"/>.</summary>
    /// <returns><see langword="false"/> for an IPv6 address on an IPv4 socket.</returns>
    public static bool TryWrite(NodeAddress address, SocketAddress target)
    {
        var bytes = target.Buffer.Span;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[PortAt..], address.Port);
        if (target.Family == AddressFamily.InterNetwork)
        {
            if (!address.IsIPv4)
            {
                return false;
            }

            address.WriteAddress(bytes[IPv4At..]);
            return true;
        }

        var field = bytes.Slice(IPv6At, 16);
        if (address.IsIPv4)
        {
            field[..10].Clear();
            field[10..12].Fill(0xFF);
            field = field[12..];
        }

        address.WriteAddress(field);
        return true;
    }

    /// <summary>Reads an address that the system wrote.</summary>
    public static NodeAddress Read(SocketAddress source)
    {
        var bytes = source.Buffer.Span;
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[PortAt..]);
        var field = source.Family == AddressFamily.InterNetwork ? bytes.Slice(IPv4At, 4) : bytes.Slice(IPv6At, 16);
        NodeAddress.TryRead(field, port, out var address);
        return address;
    }
}
