using Coral.Dns.Wire;

namespace Coral.Dns.Presentation;

/// <summary>One record that the operator configured.</summary>
/// <param name="Owner">The domain name that owns the record.</param>
/// <param name="Type">The record type that the text names.</param>
/// <param name="TimeToLive"><see langword="null"/> where the text has none.</param>
/// <param name="Data">The data in wire format, names uncompressed.</param>
public sealed record StaticRecord(DnsName Owner, RecordType Type, TimeSpan? TimeToLive, byte[] Data)
{
    /// <summary>
    /// The host that the record points to, where that must be no alias (RFC 2181, section 10.3; RFC 2782 for SRV).
    /// </summary>
    public DnsName? Host =>
        Type switch
        {
            RecordType.NS => DnsName.From(Data),
            RecordType.MX => DnsName.From(Data.AsSpan(sizeof(ushort))),
            RecordType.SRV => DnsName.From(Data.AsSpan(3 * sizeof(ushort))),
            _ => null,
        };

    /// <summary>
    /// Reads <c>OWNER [TTL] [IN] TYPE DATA</c> as in a zone file (RFC 1035, section 5.1), on one line and without its
    /// directives.
    /// </summary>
    /// <param name="text">
    /// <c>@ MX 10 mail.example.org.</c>, <c>_dmarc 1h TXT "v=DMARC1; p=none"</c>. A TTL has a unit. Types that have
    /// no text form here are written as <c>TYPE999 \# 2 0a0b</c> (RFC 3597, section 5).
    /// </param>
    /// <param name="origin">The base of names without a final dot; <c>@</c> stands for it.</param>
    /// <exception cref="FormatException">The text cannot be read; the message says why.</exception>
    public static StaticRecord Parse(string text, DnsName origin) => new RecordParser(text, origin).Read();
}
