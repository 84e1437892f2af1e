using System.Buffers.Binary;
using Coral.Dns.Wire;

namespace Coral.Dns.Queries;

/// <summary>Reads an OPT record.</summary>
internal static class EdnsReader
{
    private const uint DnssecOk = 0x8000;
    private const int ClientCookieBytes = 8,
        MinServerCookieBytes = 8,
        MaxServerCookieBytes = 32;

    /// <summary>Reads the record; the options of an unknown version are not read.</summary>
    /// <returns><see langword="false"/> where the record, or an option that this server knows, is malformed.</returns>
    public static bool TryRead(in RecordView record, ReadOnlySpan<byte> options, ref Edns edns)
    {
        edns.IsPresent = true;
        edns.PayloadBytes = Math.Max((int)record.Class, Edns.MinPayloadBytes);
        edns.Version = (byte)(record.TimeToLive >> 16);
        edns.IsDnssecOk = (record.TimeToLive & DnssecOk) != 0;
        while (edns.Version == 0 && !options.IsEmpty)
        {
            if (options.Length < 4)
            {
                return false;
            }

            var code = (OptionCode)BinaryPrimitives.ReadUInt16BigEndian(options);
            int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            options = options[4..];
            if (length > options.Length || !TryReadOption(code, options[..length], ref edns))
            {
                return false;
            }

            options = options[length..];
        }

        return true;
    }

    /// <summary>Of an option that comes twice, the first counts.</summary>
    private static bool TryReadOption(OptionCode code, ReadOnlySpan<byte> data, ref Edns edns)
    {
        if (code == OptionCode.Cookie && edns.ClientCookie.IsEmpty)
        {
            // RFC 7873, section 5.2.2: 8 bytes, or 16 to 40.
            var server = data.Length - ClientCookieBytes;
            if (server is not 0 and not (>= MinServerCookieBytes and <= MaxServerCookieBytes))
            {
                return false;
            }

            edns.ClientCookie = data[..ClientCookieBytes];
            edns.ServerCookie = data[ClientCookieBytes..];
        }
        else if (code == OptionCode.ClientSubnet && edns.Subnet is null)
        {
            if (!ClientSubnet.TryRead(data, out var subnet))
            {
                return false;
            }

            edns.Subnet = subnet;
        }

        return true;
    }
}
