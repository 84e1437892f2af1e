using System.Buffers.Binary;
using System.Net;

namespace Coral.Proxy.Origin.Addresses;

/// <summary>A prefix of the address space, as two numbers: no allocation, no scope identifier in the way.</summary>
internal readonly struct AddressRange
{
    private readonly UInt128 _prefix;
    private readonly int _shift;

    private AddressRange(UInt128 prefix, int shift, AddressBlock block)
    {
        _prefix = prefix >> shift;
        _shift = shift;
        Block = block;
    }

    public AddressBlock Block { get; }

    /// <summary>A range as it is written: <c>10.0.0.0/8</c>, <c>fc00::/7</c>.</summary>
    public static AddressRange Of(string text, AddressBlock block)
    {
        var network = IPNetwork.Parse(text);
        Span<byte> octets = stackalloc byte[16];
        network.BaseAddress.TryWriteBytes(octets, out var length);
        return new AddressRange(Number(octets[..length]), (length * 8) - network.PrefixLength, block);
    }

    /// <summary>True if an address of the same family lies in it.</summary>
    public bool Contains(UInt128 address) => address >> _shift == _prefix;

    /// <summary>4 or 16 octets as a number.</summary>
    public static UInt128 Number(ReadOnlySpan<byte> octets) =>
        octets.Length == 4
            ? BinaryPrimitives.ReadUInt32BigEndian(octets)
            : BinaryPrimitives.ReadUInt128BigEndian(octets);
}
