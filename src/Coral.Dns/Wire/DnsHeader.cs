using System.Buffers.Binary;

namespace Coral.Dns.Wire;

/// <summary>The fixed 12-byte header of a DNS message (RFC 1035, section 4.1.1).</summary>
/// <remarks>
/// <code>
///   0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// |                      ID                       |
/// |QR|   Opcode  |AA|TC|RD|RA| Z|AD|CD|   RCODE   |
/// |                    QDCOUNT                    |
/// |                    ANCOUNT                    |
/// |                    NSCOUNT                    |
/// |                    ARCOUNT                    |
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// </code>
/// </remarks>
public readonly record struct DnsHeader(
    ushort Id,
    HeaderFlags Flags,
    ushort Questions,
    ushort Answers,
    ushort Authorities,
    ushort Additionals
)
{
    /// <summary>Length on the wire, in bytes.</summary>
    public const int Size = 12;

    private const int OpcodeShift = 11;
    private const HeaderFlags OpcodeMask = (HeaderFlags)0x7800,
        CodeMask = (HeaderFlags)0x000F;

    /// <summary>True for a response (QR).</summary>
    public bool IsResponse => (Flags & HeaderFlags.Response) != HeaderFlags.None;

    /// <summary>The operation.</summary>
    public Opcode Opcode => (Opcode)((int)(Flags & OpcodeMask) >> OpcodeShift);

    /// <summary>The lower four bits of the response code; the upper eight are in the OPT record.</summary>
    public int Code => (int)(Flags & CodeMask);

    /// <summary>Reads a header from the front of a message. Never throws, never allocates.</summary>
    /// <returns><see langword="false"/> when fewer than <see cref="Size"/> bytes are present.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out DnsHeader header)
    {
        if (message.Length < Size)
        {
            header = default;
            return false;
        }

        header = new DnsHeader(
            BinaryPrimitives.ReadUInt16BigEndian(message),
            (HeaderFlags)BinaryPrimitives.ReadUInt16BigEndian(message[2..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[4..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[6..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[8..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[10..])
        );
        return true;
    }

    /// <summary>The flags of an opcode and the lower bits of a response code together.</summary>
    public static HeaderFlags Compose(HeaderFlags flags, Opcode opcode, int code) =>
        (flags & ~(OpcodeMask | CodeMask)) | (HeaderFlags)((int)opcode << OpcodeShift) | ((HeaderFlags)code & CodeMask);

    /// <summary>Writes <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, Id);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)Flags);
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], Questions);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], Answers);
        BinaryPrimitives.WriteUInt16BigEndian(destination[8..], Authorities);
        BinaryPrimitives.WriteUInt16BigEndian(destination[10..], Additionals);
    }
}
