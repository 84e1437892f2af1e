using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Coral.Testing.Network;

/// <summary>An IPv4 packet that a <see cref="PacketRelay"/> passes on.</summary>
/// <param name="bytes">All of it.</param>
public readonly ref struct PassedPacket(ReadOnlySpan<byte> bytes)
{
    private const int UdpHeaderBytes = 8;
    private const byte Syn = 0x02;
    private const byte Ack = 0x10;
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public IPAddress Source => new(_bytes[12..16]);

    public IPAddress Destination => new(_bytes[16..20]);

    public ProtocolType Protocol => (ProtocolType)_bytes[9];

    /// <summary>The port that a datagram or a segment comes from; 0 for all else.</summary>
    public int SourcePort => HasPorts ? BinaryPrimitives.ReadUInt16BigEndian(Body) : 0;

    /// <summary>The port that it goes to.</summary>
    public int DestinationPort => HasPorts ? BinaryPrimitives.ReadUInt16BigEndian(Body[2..]) : 0;

    /// <summary>Whether it begins a connection.</summary>
    public bool IsConnect => Protocol == ProtocolType.Tcp && (Body[13] & (Syn | Ack)) == Syn;

    /// <summary>What a datagram carries; empty for all else.</summary>
    public ReadOnlySpan<byte> Datagram => Protocol == ProtocolType.Udp ? Body[UdpHeaderBytes..] : default;

    private bool HasPorts => Protocol is ProtocolType.Udp or ProtocolType.Tcp;

    private ReadOnlySpan<byte> Body => _bytes[(4 * (_bytes[0] & 0xF))..];

    /// <summary>Whether it is of IPv4, unbroken, and as long as its headers.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        const int LeastHeader = 20;
        if (bytes.Length < LeastHeader || bytes[0] >> 4 != 4)
        {
            return false;
        }

        var body = bytes.Length - (4 * (bytes[0] & 0xF));
        return (ProtocolType)bytes[9] switch
        {
            ProtocolType.Udp => body >= UdpHeaderBytes,
            ProtocolType.Tcp => body >= LeastHeader,
            _ => body >= 0,
        };
    }
}
