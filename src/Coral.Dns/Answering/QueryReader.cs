using Coral.Dns.Wire;

namespace Coral.Dns.Answering;

/// <summary>Takes a query apart. Never throws, never allocates, whatever the bytes are.</summary>
internal static class QueryReader
{
    /// <summary>Reads all of a message.</summary>
    /// <param name="message">As it came.</param>
    /// <param name="name">At least <see cref="WireName.MaxBytes"/>; receives the name in lower case.</param>
    /// <param name="query">What could be read before the fault, if there is one.</param>
    public static QueryFault Read(ReadOnlySpan<byte> message, Span<byte> name, out Query query)
    {
        query = default;
        var reader = new MessageReader(message);
        if (!reader.TryReadHeader(out var header) || header.IsResponse)
        {
            return QueryFault.Drop;
        }

        query = new Query { Header = header };

        // Another opcode may give the sections another meaning; it is refused unread (RFC 8906, section 3.1.4).
        if (header.Opcode != Opcode.Query)
        {
            return QueryFault.None;
        }

        // More than one question is not a query (RFC 9619).
        if (header.Questions > 1)
        {
            return QueryFault.Format;
        }

        if (header.Questions == 1)
        {
            if (!reader.TryReadQuestion(name, out var length, out var type, out var recordClass))
            {
                return QueryFault.Format;
            }

            // Nothing stands before the first name that it could point to, so its bytes are all there.
            var asked = message.Slice(DnsHeader.Size, length);
            WireName.Lower(asked, name);
            query = new Query
            {
                Header = header,
                AskedName = asked,
                Name = name[..length],
                Type = type,
                Class = recordClass,
            };
        }

        var edns = default(Edns);
        edns.PayloadBytes = Edns.MinPayloadBytes;
        var isFine = TryReadRecords(ref reader, header, message, ref edns) && reader.IsAtEnd;
        query = new Query
        {
            Header = header,
            AskedName = query.AskedName,
            Name = query.Name,
            Type = query.Type,
            Class = query.Class,
            Edns = edns,
        };
        return isFine ? QueryFault.None : QueryFault.Format;
    }

    private static bool TryReadRecords(
        scoped ref MessageReader reader,
        in DnsHeader header,
        ReadOnlySpan<byte> message,
        ref Edns edns
    )
    {
        Span<byte> owner = stackalloc byte[WireName.MaxBytes];
        var before = header.Answers + header.Authorities;
        for (var i = 0; i < before + header.Additionals; i++)
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
            var isInPlace = i >= before && !edns.IsPresent && record.NameLength == 1;
            var options = message.Slice(record.DataOffset, record.DataLength);
            if (!isInPlace || !EdnsReader.TryRead(record, options, ref edns))
            {
                return false;
            }
        }

        return true;
    }
}
