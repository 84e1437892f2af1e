using System.Buffers.Binary;
using Coral.Core.Identity;

namespace Coral.Index.Wire;

/// <summary>Writes canonical CBOR (RFC 8949, section 4.2.1) into a span: shortest forms, definite lengths.</summary>
/// <remarks>
/// Once an item does not fit, all later ones are dropped and <see cref="Failed"/> stays set, so that fields are written
/// without a check for each. The caller writes map keys in ascending order.
/// </remarks>
internal ref struct CborWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>True if an item did not fit.</summary>
    public bool Failed { get; private set; }

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    public void UInt(ulong value) => Head(CborReader.UnsignedInteger, value);

    public void Bytes(scoped ReadOnlySpan<byte> value)
    {
        Head(CborReader.ByteString, (ulong)value.Length);
        var room = Take(value.Length);
        if (!Failed)
        {
            value.CopyTo(room);
        }
    }

    public void Identifier(Identifier value)
    {
        Head(CborReader.ByteString, Core.Identity.Identifier.ByteCount);
        var room = Take(Core.Identity.Identifier.ByteCount);
        if (!Failed)
        {
            value.Write(room);
        }
    }

    /// <summary>Writes eight bytes as a byte string: random numbers and digests.</summary>
    public void Token(ulong value)
    {
        Head(CborReader.ByteString, sizeof(ulong));
        var room = Take(sizeof(ulong));
        if (!Failed)
        {
            BinaryPrimitives.WriteUInt64BigEndian(room, value);
        }
    }

    public void Bool(bool value)
    {
        var room = Take(1);
        if (!Failed)
        {
            room[0] = value ? CborReader.True : CborReader.False;
        }
    }

    public void Array(int count) => Head(CborReader.Array, (ulong)count);

    public void Map(int count) => Head(CborReader.Map, (ulong)count);

    /// <summary>Opens an array whose length is not known yet: at most 23 items, so that its head is one byte.</summary>
    /// <returns>The position of the array, for <see cref="EndShortArray"/>.</returns>
    public int BeginShortArray()
    {
        var position = Length;
        Array(0);
        return position;
    }

    /// <summary>Writes the length of the array opened at <paramref name="position"/>.</summary>
    public readonly void EndShortArray(int position, int count)
    {
        if (!Failed)
        {
            _buffer[position] = (byte)((CborReader.Array << 5) | count);
        }
    }

    /// <summary>True if all items fitted so far and <paramref name="bytes"/> more bytes would.</summary>
    public readonly bool HasRoom(int bytes) => !Failed && _buffer.Length - Length >= bytes;

    /// <summary>Discards all that was written after <paramref name="length"/>, and clears the failure.</summary>
    public void Rewind(int length)
    {
        Length = length;
        Failed = false;
    }

    private void Head(int majorType, ulong value)
    {
        var type = (byte)(majorType << 5);
        switch (value)
        {
            case < 24:
                Put(Take(1), (byte)(type | (byte)value));
                break;
            case <= byte.MaxValue:
                var two = Take(2);
                Put(two, (byte)(type | 24));
                Put(two.IsEmpty ? two : two[1..], (byte)value);
                break;
            case <= ushort.MaxValue:
                var three = Take(3);
                Put(three, (byte)(type | 25));
                if (!Failed)
                {
                    BinaryPrimitives.WriteUInt16BigEndian(three[1..], (ushort)value);
                }

                break;
            case <= uint.MaxValue:
                var five = Take(5);
                Put(five, (byte)(type | 26));
                if (!Failed)
                {
                    BinaryPrimitives.WriteUInt32BigEndian(five[1..], (uint)value);
                }

                break;
            default:
                var nine = Take(9);
                Put(nine, (byte)(type | 27));
                if (!Failed)
                {
                    BinaryPrimitives.WriteUInt64BigEndian(nine[1..], value);
                }

                break;
        }
    }

    private readonly void Put(Span<byte> room, byte value)
    {
        if (!Failed)
        {
            room[0] = value;
        }
    }

    private Span<byte> Take(int count)
    {
        if (Failed || _buffer.Length - Length < count)
        {
            Failed = true;
            return default;
        }

        var room = _buffer.Slice(Length, count);
        Length += count;
        return room;
    }
}
