using System.Buffers.Binary;

namespace Coral.Dns.Wire;

/// <summary>
/// A reader of a message from front to back, which never throws and never allocates, whatever the bytes are.
/// </summary>
/// <remarks>
/// Where a method returns <see langword="false"/>, the message is malformed there, and the position is no longer
/// meaningful.
/// </remarks>
/// <param name="message">The whole message: names point back into it.</param>
public ref struct MessageReader(ReadOnlySpan<byte> message)
{
    private const int PointerMark = 0xC0;
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>The offset of the next byte.</summary>
    public int Position { get; private set; }

    /// <summary>True at the end of the message.</summary>
    public readonly bool IsAtEnd => Position == _message.Length;

    /// <summary>Reads the header.</summary>
    public bool TryReadHeader(out DnsHeader header)
    {
        Position = DnsHeader.Size;
        return DnsHeader.TryRead(_message, out header);
    }

    /// <summary>Reads a name, following pointers (RFC 1035, section 4.1.4), and keeps its case.</summary>
    /// <remarks>
    /// Every pointer must lead to a place before the labels that it follows, so that no loop is possible, and there are
    /// at most as many steps as the name has bytes.
    /// </remarks>
    /// <param name="destination">Receives the name; at least <see cref="WireName.MaxBytes"/> long.</param>
    /// <param name="length">Bytes of the uncompressed name.</param>
    public bool TryReadName(scoped Span<byte> destination, out int length)
    {
        length = 0;
        var at = Position;
        var piece = at;
        var hasJumped = false;
        while (at < _message.Length)
        {
            int head = _message[at];
            if (head >= PointerMark)
            {
                if (at + 1 >= _message.Length)
                {
                    return false;
                }

                var target = ((head & ~PointerMark) << 8) | _message[at + 1];
                if (target >= piece || target < DnsHeader.Size)
                {
                    return false;
                }

                _message[piece..at].CopyTo(destination[(length - (at - piece))..]);
                Position = hasJumped ? Position : at + 2;
                hasJumped = true;
                at = piece = target;
            }
            else if (head > WireName.MaxLabelBytes || at + head >= _message.Length)
            {
                return false;
            }
            else if (length + head + 1 + (head == 0 ? 0 : 1) > WireName.MaxBytes)
            {
                return false;
            }
            else
            {
                length += head + 1;
                at += head + 1;
                if (head == 0)
                {
                    _message[piece..at].CopyTo(destination[(length - (at - piece))..]);
                    Position = hasJumped ? Position : at;
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Reads a question: name, type, class.</summary>
    public bool TryReadQuestion(
        scoped Span<byte> name,
        out int nameLength,
        out RecordType type,
        out RecordClass recordClass
    )
    {
        type = default;
        recordClass = default;
        if (!TryReadName(name, out nameLength) || !TryReadUInt16(out var typeCode) || !TryReadUInt16(out var classCode))
        {
            return false;
        }

        type = (RecordType)typeCode;
        recordClass = (RecordClass)classCode;
        return true;
    }

    /// <summary>Reads a record and skips its data.</summary>
    public bool TryReadRecord(scoped Span<byte> name, out RecordView record)
    {
        record = default;
        if (
            !TryReadQuestion(name, out var nameLength, out var type, out var recordClass)
            || !TryReadUInt32(out var timeToLive)
            || !TryReadUInt16(out var dataLength)
            || dataLength > _message.Length - Position
        )
        {
            return false;
        }

        record = new RecordView(nameLength, type, recordClass, timeToLive, Position, dataLength);
        Position += dataLength;
        return true;
    }

    /// <summary>The data of a record that was read from this message.</summary>
    public readonly ReadOnlySpan<byte> Data(in RecordView record) =>
        _message.Slice(record.DataOffset, record.DataLength);

    /// <summary>Moves to a place inside the message, such as the names in a record's data.</summary>
    public void Seek(int position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, _message.Length);
        Position = position;
    }

    /// <summary>Reads 16 bits.</summary>
    public bool TryReadUInt16(out ushort value)
    {
        if (_message.Length - Position < sizeof(ushort))
        {
            value = 0;
            return false;
        }

        value = BinaryPrimitives.ReadUInt16BigEndian(_message[Position..]);
        Position += sizeof(ushort);
        return true;
    }

    /// <summary>Reads 32 bits.</summary>
    public bool TryReadUInt32(out uint value)
    {
        if (_message.Length - Position < sizeof(uint))
        {
            value = 0;
            return false;
        }

        value = BinaryPrimitives.ReadUInt32BigEndian(_message[Position..]);
        Position += sizeof(uint);
        return true;
    }
}
