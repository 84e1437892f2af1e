using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Coral.Proxy.Hosting;

/// <summary>The network that counts as one client: an IPv4 address, or an IPv6 /56.</summary>
/// <remarks>A subscriber has a /56 or more to himself; a /64 would give him 256 times the bound.</remarks>
internal readonly record struct ClientNetwork(UInt128 Bits)
{
    private const int HostBits = 128 - 56;

    /// <summary>The network of an address. IPv4 addresses in IPv6 form are IPv4.</summary>
    public static ClientNetwork Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            address = address.MapToIPv6();
        }

        address.TryWriteBytes(bytes, out _);
        var bits = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return new ClientNetwork(address.IsIPv4MappedToIPv6 ? bits : bits >> HostBits << HostBits);
    }
}
