using System.Buffers.Binary;
using Coral.Dns.Protection;
using Coral.Dns.Queries;
using Coral.Dns.Wire;

namespace Coral.Dns.Answering;

/// <summary>Writes the OPT record of an answer (RFC 6891): only to clients that sent one.</summary>
internal static class OptWriter
{
    private const int RecordBytes = 11,
        OptionHeadBytes = 4,
        ClientCookieBytes = 8,
        MaxTextBytes = 48;

    /// <summary>
    /// The bytes to reserve for the record, whatever the answer becomes; the text of an extended error is left out if
    /// it does not fit.
    /// </summary>
    public static int Reserve(scoped ref readonly Query query) =>
        !query.Edns.IsPresent
            ? 0
            : RecordBytes
                + (query.Edns.ClientCookie.IsEmpty ? 0 : OptionHeadBytes + ClientCookieBytes + ServerCookies.Bytes)
                + (query.Edns.Subnet is null ? 0 : OptionHeadBytes + ClientSubnet.MaxBytes);

    /// <summary>Writes the record.</summary>
    /// <param name="query">The query, whose own OPT record decides what goes into this one.</param>
    /// <param name="reply">The response, complete but for this record.</param>
    /// <param name="serverCookie">The server's half of the cookie, where the client sent its own.</param>
    public static void Write(
        scoped ref readonly Query query,
        scoped ref Reply reply,
        scoped ReadOnlySpan<byte> serverCookie
    )
    {
        Span<byte> options =
            stackalloc byte[
                (3 * OptionHeadBytes)
                    + ClientCookieBytes
                    + ServerCookies.Bytes
                    + ClientSubnet.MaxBytes
                    + 2
                    + MaxTextBytes
            ];
        var length = 0;
        if (!query.Edns.ClientCookie.IsEmpty)
        {
            var data = options[OptionHeadBytes..];
            query.Edns.ClientCookie.CopyTo(data);
            serverCookie.CopyTo(data[ClientCookieBytes..]);
            length += Head(options, OptionCode.Cookie, ClientCookieBytes + serverCookie.Length);
        }

        if (query.Edns.Subnet is { } subnet)
        {
            var option = options[length..];
            var bytes = subnet.Write(reply.Scope, option[OptionHeadBytes..]);
            length += Head(option, OptionCode.ClientSubnet, bytes);
        }

        var spare = reply.Writer.Limit - reply.Writer.Position - RecordBytes - length - OptionHeadBytes - 2;
        if (reply.Error != ExtendedError.None && spare >= 0)
        {
            var option = options[length..];
            var text = reply.ErrorText[..Math.Min(reply.ErrorText.Length, MaxTextBytes)];
            text = text.Length <= spare ? text : default;
            BinaryPrimitives.WriteUInt16BigEndian(option[OptionHeadBytes..], (ushort)reply.Error);
            text.CopyTo(option[(OptionHeadBytes + 2)..]);
            length += Head(option, OptionCode.ExtendedError, 2 + text.Length);
        }

        var extended = (((uint)reply.Code >> 4) << 24) | (query.Edns.IsDnssecOk ? 0x8000u : 0);
        reply.Writer.TryWriteRecord(
            Section.Additional,
            WireName.Root,
            RecordType.OPT,
            (RecordClass)DnsLimits.MaxUdpResponseBytes,
            extended,
            options[..length]
        );
    }

    private static int Head(Span<byte> option, OptionCode code, int dataBytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(option, (ushort)code);
        BinaryPrimitives.WriteUInt16BigEndian(option[2..], (ushort)dataBytes);
        return OptionHeadBytes + dataBytes;
    }
}
