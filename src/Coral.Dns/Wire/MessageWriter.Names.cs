using System.Buffers.Binary;
using System.Text;

namespace Coral.Dns.Wire;

/// <content>Compression: the longest tail of a name that the message already contains becomes a pointer.</content>
public ref partial struct MessageWriter
{
    private const int PointerMark = 0xC000;
    private const int MaxPointer = 0x3FFF;

    private bool TryWriteName(scoped ReadOnlySpan<byte> name)
    {
        var rest = name;
        var place = 0;
        while (!WireName.IsRoot(rest) && (place = Find(rest)) == 0)
        {
            rest = WireName.Parent(rest);
        }

        var front = name[..^rest.Length];
        if (Position + front.Length + (place == 0 ? 1 : sizeof(ushort)) > Limit)
        {
            return false;
        }

        if (!front.IsEmpty)
        {
            front.CopyTo(_buffer[Position..]);
            for (var at = 0; at < front.Length; at += front[at] + 1)
            {
                Remember(Position + at);
            }

            Position += front.Length;
        }

        if (place == 0)
        {
            _buffer[Position++] = 0;
        }
        else
        {
            Write16((ushort)(PointerMark | place));
        }

        return true;
    }

    private void Remember(int place)
    {
        if (_nameCount < NameOffsets.Capacity && place <= MaxPointer)
        {
            _names[_nameCount++] = (ushort)place;
        }
    }

    /// <summary>The offset at which the message already contains a name other than the root; 0 for none.</summary>
    private readonly int Find(ReadOnlySpan<byte> name)
    {
        // Length and first letter, in which most other names differ.
        var head = BinaryPrimitives.ReadUInt16BigEndian(name);
        for (var i = 0; i < _nameCount; i++)
        {
            int place = _names[i];
            var difference = BinaryPrimitives.ReadUInt16BigEndian(_buffer[place..]) ^ head;
            if ((difference & ~0x20) == 0 && (IsWholeAt(place, name) || IsAt(place, name)))
            {
                return place;
            }
        }

        return 0;
    }

    /// <summary>
    /// True if the name is at that place uncompressed and in ASCII: the common case, and a quick check.
    /// </summary>
    private readonly bool IsWholeAt(int place, ReadOnlySpan<byte> name)
    {
        if (place + name.Length > Position)
        {
            return false;
        }

        var present = _buffer.Slice(place, name.Length);
        return present.SequenceEqual(name) || Ascii.EqualsIgnoreCase(present, name);
    }

    private readonly bool IsAt(int place, ReadOnlySpan<byte> name)
    {
        while (true)
        {
            int head = _buffer[place];
            if (head > WireName.MaxLabelBytes)
            {
                place = ((head << 8) | _buffer[place + 1]) & MaxPointer;
                continue;
            }

            if (head != name[0])
            {
                return false;
            }

            if (head == 0)
            {
                return true;
            }

            for (var i = 1; i <= head; i++)
            {
                if (WireName.Lower(_buffer[place + i]) != WireName.Lower(name[i]))
                {
                    return false;
                }
            }

            place += head + 1;
            name = name[(head + 1)..];
        }
    }
}
