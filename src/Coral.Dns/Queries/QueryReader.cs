using Coral.Dns.Wire;

namespace Coral.Dns.Queries;

/// <summary>Parses a query. Never throws, never allocates, whatever the bytes are.</summary>
internal static class QueryReader
{
    /// <summary>Parses a whole message.</summary>
    /// <param name="message">The message as it was received.</param>
    /// <param name="name">At least <see cref="WireName.MaxBytes"/>; receives the name in lower case.</param>
    /// <param name="query">The parts that were parsed before the fault, if there is one.</param>
    public static QueryFault Read(ReadOnlySpan<byte> message, Span<byte> name, out Query query)
    {
        query = default;
        var reader = new MessageReader(message);
        if (!reader.TryReadHeader(out var header) || header.IsResponse)
        {
            return QueryFault.Drop;
        }

        // Another opcode may give the sections another meaning; it is refused unread (RFC 8906, section 3.1.4).
        query.Header = header;
        if (header.Opcode != Opcode.Query)
        {
            return QueryFault.None;
        }

        // A query has one question at most (RFC 9619).
        var (length, type, recordClass) = (0, default(RecordType), default(RecordClass));
        if (
            header.Questions > 1
            || (header.Questions == 1 && !reader.TryReadQuestion(name, out length, out type, out recordClass))
        )
        {
            return QueryFault.Format;
        }

        // The first name has nothing before it to point to, so it is uncompressed.
        var asked = message.Slice(DnsHeader.Size, length);
        WireName.Lower(asked, name);
        query.OriginalName = asked;
        query.Name = name[..length];
        query.Type = type;
        query.Class = recordClass;
        query.Edns.PayloadBytes = Edns.MinPayloadBytes;
        return TryReadRecords(message, reader.Position, ref query) ? QueryFault.None : QueryFault.Format;
    }

    /// <summary>Reads the sections after the question.</summary>
    private static bool TryReadRecords(ReadOnlySpan<byte> message, int position, ref Query query)
    {
        var reader = new MessageReader(message);
        reader.Seek(position);
        Span<byte> owner = stackalloc byte[WireName.MaxBytes];
        var before = query.Header.Answers + query.Header.Authorities;
        for (var i = 0; i < before + query.Header.Additionals; i++)
        {
            if (!reader.TryReadRecord(owner, out var record))
            {
                return false;
            }

            if (record.Type != RecordType.OPT)
            {
                continue;
            }

            // One at most, in the last section, at the root (RFC 6891, section 6.1.1).
            var isInPlace = i >= before && !query.Edns.IsPresent && record.NameLength == 1;
            var options = message.Slice(record.DataOffset, record.DataLength);
            if (!isInPlace || !EdnsReader.TryRead(record, options, ref query.Edns))
            {
                return false;
            }
        }

        return reader.IsAtEnd;
    }
}
