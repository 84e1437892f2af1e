using System.Buffers.Binary;
using System.Diagnostics;

namespace Coral.Dns.Wire;

/// <summary>A writer of a message: question, then records section by section, then the header.</summary>
/// <remarks>
/// Names are compressed against all that was written before (RFC 1035, section 4.1.4), whatever their case. Writing
/// allocates nothing. A record that does not fit is not written at all: no record or name is ever cut.
/// </remarks>
public ref partial struct MessageWriter
{
    /// <summary>A record's type, class, time to live, and length of data.</summary>
    private const int FixedBytes = 10;

    private Span<byte> _buffer;
    private NameOffsets _names;
    private int _nameCount;
    private int _lastRecord;
    private ushort _questions;
    private ushort _answers;
    private ushort _authorities;
    private ushort _additionals;

    /// <summary>Begins a message with room for its header.</summary>
    /// <param name="buffer">At least <see cref="DnsHeader.Size"/> bytes.</param>
    public MessageWriter(Span<byte> buffer) => Begin(buffer);

    /// <summary>
    /// Begins a message in a writer that has written nothing, without copying the writer, which is large.
    /// </summary>
    /// <inheritdoc cref="MessageWriter(Span{byte})"/>
    internal void Begin(Span<byte> buffer)
    {
        if (buffer.Length < DnsHeader.Size)
        {
            throw new ArgumentException("No room for a header.", nameof(buffer));
        }

        _buffer = buffer;
        Limit = buffer.Length;
        Position = DnsHeader.Size;
    }

    /// <summary>Bytes written, the header included.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes that the message may have.</summary>
    /// <value>The length of the buffer, unless set to less.</value>
    public int Limit
    {
        readonly get;
        set => field = Math.Min(value, _buffer.Length);
    }

    /// <summary>Records in the answer section.</summary>
    public readonly int Answers => _answers;

    /// <summary>The present place.</summary>
    public readonly WriterMark Mark() => new(Position, _nameCount, _answers, _authorities, _additionals);

    /// <summary>Discards all that was written after a place.</summary>
    public void Rewind(in WriterMark mark)
    {
        Position = mark.Position;
        _nameCount = mark.Names;
        _answers = mark.Answers;
        _authorities = mark.Authorities;
        _additionals = mark.Additionals;
    }

    /// <summary>Writes the question section, the name in its original case.</summary>
    public bool TryWriteQuestion(scoped ReadOnlySpan<byte> name, RecordType type, RecordClass recordClass)
    {
        if (Position + name.Length + 4 > Limit)
        {
            return false;
        }

        name.CopyTo(_buffer[Position..]);
        for (var at = 0; name[at] != 0; at += name[at] + 1)
        {
            Remember(Position + at);
        }

        Position += name.Length;
        Write16((ushort)type);
        Write16((ushort)recordClass);
        _questions++;
        return true;
    }

    /// <summary>Writes a whole record, or nothing.</summary>
    /// <param name="section">The section; sections are written in their order.</param>
    /// <param name="owner">The owner's name, uncompressed.</param>
    /// <param name="type">The record type, in host byte order.</param>
    /// <param name="recordClass">The record's class; in an OPT record the UDP payload size.</param>
    /// <param name="timeToLive">The time to live, in seconds.</param>
    /// <param name="data">The data, its names uncompressed.</param>
    public bool TryWriteRecord(
        Section section,
        scoped ReadOnlySpan<byte> owner,
        RecordType type,
        RecordClass recordClass,
        uint timeToLive,
        scoped ReadOnlySpan<byte> data
    )
    {
        Debug.Assert(section >= Section.Authority || (_authorities | _additionals) == 0);
        Debug.Assert(section >= Section.Additional || _additionals == 0);
        var (start, names) = (Position, _nameCount);
        if (TryWriteName(owner) && Position + FixedBytes <= Limit)
        {
            var fields = _buffer.Slice(Position, FixedBytes);
            Position += FixedBytes;
            var begin = Position;
            if (TryWriteData(DataLayout.Of(type), data))
            {
                BinaryPrimitives.WriteUInt16BigEndian(fields, (ushort)type);
                BinaryPrimitives.WriteUInt16BigEndian(fields[2..], (ushort)recordClass);
                BinaryPrimitives.WriteUInt32BigEndian(fields[4..], timeToLive);
                BinaryPrimitives.WriteUInt16BigEndian(fields[8..], (ushort)(Position - begin));
                _lastRecord = start;
                Count(section);
                return true;
            }
        }

        (Position, _nameCount) = (start, names);
        return false;
    }

    /// <summary>Writes the last record once more, with other data.</summary>
    /// <param name="section">The section of the last record.</param>
    /// <param name="data">Data of the same length as the last record's, without names to compress.</param>
    public bool TryWriteAnother(Section section, scoped ReadOnlySpan<byte> data)
    {
        var last = _buffer[_lastRecord..Position];
        if (Position + last.Length > Limit)
        {
            return false;
        }

        var record = _buffer.Slice(Position, last.Length);
        last[..^data.Length].CopyTo(record);
        data.CopyTo(record[^data.Length..]);
        _lastRecord = Position;
        Position += record.Length;
        Count(section);
        return true;
    }

    /// <summary>Completes the message by writing its header.</summary>
    /// <returns>Bytes of the message.</returns>
    public readonly int Finish(ushort id, HeaderFlags flags)
    {
        new DnsHeader(id, flags, _questions, _answers, _authorities, _additionals).Write(_buffer);
        return Position;
    }

    private bool TryWriteData(DataLayout layout, scoped ReadOnlySpan<byte> data)
    {
        if (layout.Front > 0)
        {
            if (!TryWriteBytes(data[..layout.Front]))
            {
                return false;
            }

            data = data[layout.Front..];
        }

        for (var i = 0; i < layout.Names; i++)
        {
            var length = NameLength(data);
            if (!TryWriteName(data[..length]))
            {
                return false;
            }

            data = data[length..];
        }

        return TryWriteBytes(data);
    }

    private bool TryWriteBytes(scoped ReadOnlySpan<byte> bytes)
    {
        if (Position + bytes.Length > Limit)
        {
            return false;
        }

        bytes.CopyTo(_buffer[Position..]);
        Position += bytes.Length;
        return true;
    }

    private void Write16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[Position..], value);
        Position += sizeof(ushort);
    }

    private void Count(Section section)
    {
        switch (section)
        {
            case Section.Answer:
                _answers++;
                break;
            case Section.Authority:
                _authorities++;
                break;
            default:
                _additionals++;
                break;
        }
    }

    private static int NameLength(ReadOnlySpan<byte> front)
    {
        var at = 0;
        while (front[at] != 0)
        {
            at += front[at] + 1;
        }

        return at + 1;
    }
}
