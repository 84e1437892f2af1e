using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Coral.Core.Identity;

/// <summary>A point of the 160-bit space that keys and nodes share, read as an unsigned big-endian number.</summary>
/// <remarks>
/// Bit 0 is the most significant. The default value is the point zero, which is also the identifier of the one
/// level-0 cluster. Twenty bytes, no padding, no allocation.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly struct Identifier : IEquatable<Identifier>, IComparable<Identifier>
{
    /// <summary>Width of the space, in bits.</summary>
    public const int BitCount = 160;

    /// <summary>Length on the wire, in bytes.</summary>
    public const int ByteCount = 20;

    private readonly ulong _high;
    private readonly ulong _middle;
    private readonly uint _low;

    private Identifier(ulong high, ulong middle, uint low)
    {
        _high = high;
        _middle = middle;
        _low = low;
    }

    /// <summary>The greatest point: all bits set.</summary>
    public static Identifier MaxValue { get; } = new(ulong.MaxValue, ulong.MaxValue, uint.MaxValue);

    /// <summary>Leading zero bits: 160 for the point zero.</summary>
    public int LeadingZeroCount =>
        _high != 0 ? BitOperations.LeadingZeroCount(_high)
        : _middle != 0 ? 64 + BitOperations.LeadingZeroCount(_middle)
        : 128 + BitOperations.LeadingZeroCount(_low);

    /// <summary>Reads twenty bytes, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than <see cref="ByteCount"/> bytes.</exception>
    public static Identifier Read(ReadOnlySpan<byte> source) =>
        new(
            BinaryPrimitives.ReadUInt64BigEndian(source),
            BinaryPrimitives.ReadUInt64BigEndian(source[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(source[16..])
        );

    /// <summary>The point with this numeric value: the small numbers that the paper's examples use.</summary>
    public static Identifier FromNumber(ulong value) => new(0, value >> 32, (uint)value);

    /// <summary>Writes twenty bytes, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than <see cref="ByteCount"/> bytes of room.</exception>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _middle);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _low);
    }

    /// <summary>
    /// The first <paramref name="prefixBits"/> bits of <paramref name="prefix"/>, then the rest of this one.
    /// </summary>
    /// <param name="prefix">The source of the leading bits: a key being approached.</param>
    /// <param name="prefixBits">From 0 (this point itself) to 160 (<paramref name="prefix"/> itself).</param>
    /// <remarks>The paper's splice(k, r, i) with i in bits: <c>r.Splice(k, b * i)</c>.</remarks>
    public Identifier Splice(Identifier prefix, int prefixBits)
    {
        Debug.Assert(prefixBits is >= 0 and <= BitCount);
        var high = Mask(prefixBits);
        var middle = Mask(prefixBits - 64);
        var low = (uint)(Mask(prefixBits - 128) >> 32);
        return new Identifier(
            (prefix._high & high) | (_high & ~high),
            (prefix._middle & middle) | (_middle & ~middle),
            (prefix._low & low) | (_low & ~low)
        );
    }

    /// <summary>This point shifted towards zero by one bit: half the number, rounded down.</summary>
    public Identifier Half() => new(_high >> 1, (_middle >> 1) | (_high << 63), (_low >> 1) | ((uint)_middle << 31));

    /// <summary>The distance of two numbers on the line, |this - other|: not the XOR metric.</summary>
    public Identifier Gap(Identifier other) => this >= other ? Minus(other) : other.Minus(this);

    public static Identifier operator ^(Identifier left, Identifier right) =>
        new(left._high ^ right._high, left._middle ^ right._middle, left._low ^ right._low);

    public static bool operator ==(Identifier left, Identifier right) => left.Equals(right);

    public static bool operator !=(Identifier left, Identifier right) => !left.Equals(right);

    public static bool operator <(Identifier left, Identifier right) => left.CompareTo(right) < 0;

    public static bool operator <=(Identifier left, Identifier right) => left.CompareTo(right) <= 0;

    public static bool operator >(Identifier left, Identifier right) => left.CompareTo(right) > 0;

    public static bool operator >=(Identifier left, Identifier right) => left.CompareTo(right) >= 0;

    /// <inheritdoc />
    public int CompareTo(Identifier other)
    {
        if (_high != other._high)
        {
            return _high < other._high ? -1 : 1;
        }

        return _middle != other._middle ? (_middle < other._middle ? -1 : 1) : _low.CompareTo(other._low);
    }

    /// <inheritdoc />
    public bool Equals(Identifier other) => _high == other._high && _middle == other._middle && _low == other._low;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Identifier other && Equals(other);

    /// <summary>The same in every process: nothing here depends on a per-process seed.</summary>
    public override int GetHashCode() =>
        (int)_high ^ (int)(_high >> 32) ^ (int)_middle ^ (int)(_middle >> 32) ^ (int)_low;

    /// <summary>Forty lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[ByteCount];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static ulong Mask(int bits) =>
        bits <= 0 ? 0
        : bits >= 64 ? ulong.MaxValue
        : ~(ulong.MaxValue >> bits);

    private Identifier Minus(Identifier smaller)
    {
        var low = _low - smaller._low;
        var borrow = _low < smaller._low ? 1UL : 0;
        var middle = _middle - smaller._middle - borrow;
        borrow = _middle < smaller._middle || (_middle == smaller._middle && borrow == 1) ? 1UL : 0;
        return new Identifier(_high - smaller._high - borrow, middle, low);
    }
}
