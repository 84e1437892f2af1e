using System.Buffers.Binary;
using System.Net;
using Coral.Dns.Wire;

namespace Coral.Node.Diagnosis.Queries;

/// <summary>The parser of responses. Never throws, whatever the bytes are.</summary>
internal static class DnsReplyReader
{
    private const int ClientCookieBytes = 8;
    private const int WholeCookieBytes = ClientCookieBytes + 16;
    private const int CookieVersion = 1;

    /// <summary>Reads the response to a query.</summary>
    /// <returns><see langword="null"/> where it is malformed, or the response to another query.</returns>
    public static DnsReply? Read(ReadOnlySpan<byte> message, ushort id, DiagnosticQuery question)
    {
        Span<byte> name = stackalloc byte[WireName.MaxBytes];
        var reader = new MessageReader(message);
        if (
            !reader.TryReadHeader(out var header)
            || header.Id != id
            || !header.IsResponse
            || header.Questions != 1
            || !reader.TryReadQuestion(name, out var length, out var type, out _)
            || type != question.Type
            || !DnsName.From(name[..length]).Equals(question.Name)
        )
        {
            return null;
        }

        var records = new List<DnsRecord>();
        var code = header.Code;
        DateTimeOffset? cookieTime = null;
        int[] counts = [header.Answers, header.Authorities, header.Additionals];
        for (var section = Section.Answer; section <= Section.Additional; section++)
        {
            for (var i = 0; i < counts[(int)section]; i++)
            {
                if (!reader.TryReadRecord(name, out var view))
                {
                    return null;
                }

                if (view.Type == RecordType.OPT)
                {
                    code |= (int)(view.TimeToLive >> 24) << 4;
                    cookieTime = CookieTime(reader.Data(view));
                }
                else if (Record(section, DnsName.From(name[..view.NameLength]), view, message) is { } record)
                {
                    records.Add(record);
                }
            }
        }

        return new DnsReply((ResponseCode)code, header.Flags, records, cookieTime);
    }

    /// <summary>Reads a record; <see langword="null"/> where the data does not fit the type.</summary>
    private static DnsRecord? Record(Section section, DnsName owner, in RecordView view, ReadOnlySpan<byte> message)
    {
        var data = message.Slice(view.DataOffset, view.DataLength);
        var address = (view.Type, data.Length) is (RecordType.A, 4) or (RecordType.AAAA, 16)
            ? new IPAddress(data)
            : null;
        DnsName? target = null;
        uint serial = 0;
        if (view.Type is RecordType.NS or RecordType.CNAME or RecordType.DNAME or RecordType.SOA)
        {
            Span<byte> name = stackalloc byte[WireName.MaxBytes];
            var reader = new MessageReader(message);
            reader.Seek(view.DataOffset);
            if (!reader.TryReadName(name, out var length))
            {
                return null;
            }

            target = DnsName.From(name[..length]);
            if (view.Type == RecordType.SOA && !(reader.TryReadName(name, out _) && reader.TryReadUInt32(out serial)))
            {
                return null;
            }
        }

        return new DnsRecord(section, owner, view.Type, target, address, serial);
    }

    private static DateTimeOffset? CookieTime(ReadOnlySpan<byte> options)
    {
        while (options.Length >= 4)
        {
            var code = (OptionCode)BinaryPrimitives.ReadUInt16BigEndian(options);
            int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            if (length > options.Length - 4)
            {
                return null;
            }

            var data = options.Slice(4, length);
            if (code == OptionCode.Cookie && length == WholeCookieBytes && data[ClientCookieBytes] == CookieVersion)
            {
                var seconds = BinaryPrimitives.ReadUInt32BigEndian(data[(ClientCookieBytes + 4)..]);
                return DateTimeOffset.FromUnixTimeSeconds(seconds);
            }

            options = options[(4 + length)..];
        }

        return null;
    }
}
