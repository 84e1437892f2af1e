using System.Buffers.Binary;
using Coral.Core.Identity;

namespace Coral.Index.Wire;

/// <summary>
/// Reads the part of CBOR that our messages use, and only its canonical form (RFC 8949, section 4.2.1).
/// </summary>
/// <remarks>
/// Never throws, never allocates, whatever the bytes: the first unexpected byte sets <see cref="Failed"/>, and every
/// later read returns the default. Why not System.Formats.Cbor: docs/decisions/0010-own-cbor.md.
/// </remarks>
internal ref struct CborReader(ReadOnlySpan<byte> data)
{
    internal const int UnsignedInteger = 0;
    internal const int ByteString = 2;
    internal const int Array = 4;
    internal const int Map = 5;
    internal const byte False = 0xF4;
    internal const byte True = 0xF5;
    private const int MaxDepth = 4;

    private ReadOnlySpan<byte> _rest = data;

    /// <summary>True once the bytes were not what was expected. Stays set.</summary>
    public bool Failed { get; private set; }

    /// <summary>True if all bytes were read and no read failed.</summary>
    public readonly bool IsComplete => !Failed && _rest.IsEmpty;

    /// <summary>The major type of the next item, or -1 at the end.</summary>
    public readonly int NextType => Failed || _rest.IsEmpty ? -1 : _rest[0] >> 5;

    public ulong UInt(ulong max)
    {
        var value = Head(UnsignedInteger);
        return value <= max ? value : Fail();
    }

    public ushort Port() => (ushort)UInt(ushort.MaxValue);

    public ReadOnlySpan<byte> Bytes(int max)
    {
        var length = Head(ByteString);
        if (length > (ulong)max || length > (ulong)_rest.Length)
        {
            Fail();
        }

        return Failed ? default : Take((int)length);
    }

    public Identifier Identifier()
    {
        var bytes = Bytes(Core.Identity.Identifier.ByteCount);
        if (bytes.Length != Core.Identity.Identifier.ByteCount)
        {
            Fail();
            return default;
        }

        return Core.Identity.Identifier.Read(bytes);
    }

    public ulong Token()
    {
        var bytes = Bytes(sizeof(ulong));
        return bytes.Length == sizeof(ulong) ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : Fail();
    }

    public bool Bool()
    {
        if (Failed || _rest.IsEmpty || _rest[0] is not (False or True))
        {
            Fail();
            return false;
        }

        return Take(1)[0] == True;
    }

    /// <summary>Reads the head of an array: the number of items that follow.</summary>
    public int ArrayOf(int max) => Count(Array, max);

    /// <summary>Reads the head of a map: the number of pairs that follow.</summary>
    public int MapOf(int max) => Count(Map, max);

    /// <summary>Marks the input as invalid, when a well-formed item has no meaning here.</summary>
    public void Refuse() => Failed = true;

    /// <summary>Skips one item of any kind that canonical CBOR has, except floats, text and tags.</summary>
    public void Skip() => Skip(MaxDepth);

    /// <summary>The encoded bytes of one item.</summary>
    public ReadOnlySpan<byte> RawItem()
    {
        var before = _rest;
        Skip();
        return Failed ? default : before[..(before.Length - _rest.Length)];
    }

    private void Skip(int depth)
    {
        switch (NextType)
        {
            case UnsignedInteger:
                Head(UnsignedInteger);
                break;
            case ByteString:
                Bytes(int.MaxValue);
                break;
            case Array when depth > 0:
                SkipItems(Count(Array, ushort.MaxValue), depth);
                break;
            case Map when depth > 0:
                SkipItems(2 * Count(Map, ushort.MaxValue), depth);
                break;
            default:
                Bool();
                break;
        }
    }

    private void SkipItems(int count, int depth)
    {
        for (var i = 0; i < count && !Failed; i++)
        {
            Skip(depth - 1);
        }
    }

    private int Count(int type, int max)
    {
        var count = Head(type);
        return count <= (ulong)max ? (int)count : (int)Fail();
    }

    /// <summary>Reads a head of the wanted type in its shortest form.</summary>
    private ulong Head(int type)
    {
        if (Failed || _rest.IsEmpty || _rest[0] >> 5 != type)
        {
            return Fail();
        }

        var low = _rest[0] & 0x1F;
        var extra = low switch
        {
            < 24 => 0,
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => -1,
        };
        if (extra < 0 || _rest.Length <= extra)
        {
            return Fail();
        }

        var bytes = Take(1 + extra)[1..];
        return extra switch
        {
            0 => (ulong)low,
            1 => AtLeast(bytes[0], 24),
            2 => AtLeast(BinaryPrimitives.ReadUInt16BigEndian(bytes), byte.MaxValue + 1),
            4 => AtLeast(BinaryPrimitives.ReadUInt32BigEndian(bytes), ushort.MaxValue + 1),
            _ => AtLeast(BinaryPrimitives.ReadUInt64BigEndian(bytes), (ulong)uint.MaxValue + 1),
        };
    }

    private ulong AtLeast(ulong value, ulong least) => value >= least ? value : Fail();

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private ulong Fail()
    {
        Failed = true;
        return 0;
    }
}
