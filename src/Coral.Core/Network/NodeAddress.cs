using System.Buffers.Binary;
using System.Net;

namespace Coral.Core.Network;

/// <summary>An IP address and a UDP or TCP port as a value.</summary>
/// <remarks>
/// The content of an <see cref="IPEndPoint"/>, without an object for every datagram. IPv4 addresses are held in their
/// IPv4-mapped form and shown as IPv4. Scope ids are not kept: link-local addresses mean nothing to others.
/// The default value is no address: <see cref="IsEmpty"/>.
/// </remarks>
public readonly record struct NodeAddress : IComparable<NodeAddress>
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    private NodeAddress(ulong high, ulong low, ushort port)
    {
        High = high;
        Low = low;
        Port = port;
    }

    /// <summary>The upper half of the address as a number, most significant byte first.</summary>
    public ulong High { get; }

    /// <summary>The lower 64 bits of the address.</summary>
    public ulong Low { get; }

    /// <summary>The port; 0 only in the empty address.</summary>
    public ushort Port { get; }

    /// <summary>True if this is the default value, which no node can have.</summary>
    public bool IsEmpty => Port == 0;

    /// <summary>True if the address is an IPv4 one.</summary>
    public bool IsIPv4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>True if the address is 127.0.0.0/8 or ::1.</summary>
    public bool IsLoopback => IsIPv4 ? (byte)(Low >> 24) == 127 : High == 0 && Low == 1;

    /// <summary>Bytes of the address itself: 4 or 16.</summary>
    public int AddressLength => IsIPv4 ? 4 : 16;

    /// <summary>The value of an end point.</summary>
    public static NodeAddress From(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        return From(endPoint.Address, endPoint.Port);
    }

    /// <summary>The value of an address and a port from 0 to 65535.</summary>
    public static NodeAddress From(IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        return
            address.TryWriteBytes(bytes, out var length)
            && TryRead(bytes[..length], checked((ushort)port), out var value)
            ? value
            : throw new ArgumentException($"{address} is neither IPv4 nor IPv6.", nameof(address));
    }

    /// <summary>An IPv4 address written as a number, most significant byte first.</summary>
    public static NodeAddress FromIPv4(uint address, ushort port) => new(0, MappedPrefix | address, port);

    /// <summary>Reads 4 or 16 bytes of address; any other length is refused.</summary>
    public static bool TryRead(ReadOnlySpan<byte> address, ushort port, out NodeAddress value)
    {
        value = address.Length switch
        {
            4 => FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(address), port),
            16 => new NodeAddress(
                BinaryPrimitives.ReadUInt64BigEndian(address),
                BinaryPrimitives.ReadUInt64BigEndian(address[8..]),
                port
            ),
            _ => default,
        };
        return address.Length is 4 or 16;
    }

    /// <summary>Writes <see cref="AddressLength"/> bytes of address, without the port.</summary>
    public void WriteAddress(Span<byte> destination)
    {
        if (IsIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)Low);
            return;
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    /// <summary>The same address at another port.</summary>
    public NodeAddress WithPort(ushort port) => new(High, Low, port);

    /// <summary>The network of so many leading bits that the address lies in: the others zero, at port 0.</summary>
    public NodeAddress Network(int bits)
    {
        var kept = IsIPv4 ? 96 + bits : bits;
        return new NodeAddress(High & Ones(kept), Low & Ones(kept - 64), port: 0);
    }

    /// <summary>The address as the class library's own type.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        WriteAddress(bytes);
        return new IPAddress(bytes[..AddressLength]);
    }

    /// <summary>The address and port as the class library's own type.</summary>
    public IPEndPoint ToIPEndPoint() => new(ToIPAddress(), Port);

    /// <summary>Order of the numbers: fixed, and of no further meaning.</summary>
    public int CompareTo(NodeAddress other) => (High, Low, Port).CompareTo((other.High, other.Low, other.Port));

    public static bool operator <(NodeAddress left, NodeAddress right) => left.CompareTo(right) < 0;

    public static bool operator <=(NodeAddress left, NodeAddress right) => left.CompareTo(right) <= 0;

    public static bool operator >(NodeAddress left, NodeAddress right) => left.CompareTo(right) > 0;

    public static bool operator >=(NodeAddress left, NodeAddress right) => left.CompareTo(right) >= 0;

    /// <summary><c>192.0.2.1:7400</c> or <c>[2001:db8::1]:7400</c>.</summary>
    public override string ToString() => ToIPEndPoint().ToString();

    private static ulong Ones(int leading) => leading <= 0 ? 0 : ulong.MaxValue << Math.Max(0, 64 - leading);
}
