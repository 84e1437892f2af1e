using System.Net;
using System.Text;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A GET over cleartext HTTP/2 whose fields nobody corrects.</summary>
internal static class RawHttp2
{
    private const byte Headers = 1;
    private const byte Settings = 4;
    private const byte EndStreamAndHeaders = 5;

    /// <summary>Sends one request, and reads the status of its response; 0 when the stream or connection is
    /// ended without one.</summary>
    public static async Task<int> GetAsync(IPEndPoint server, params (string Name, string Value)[] fields)
    {
        await using var connection = await RawConnection.OpenAsync(server);
        var block = new MemoryStream();
        (string, string)[] pseudo =
        [
            (":method", "GET"),
            (":scheme", "http"),
            (":path", "/"),
            (":authority", "www.x.com.localhost"),
        ];
        foreach (var (name, value) in pseudo.Concat(fields))
        {
            // A literal that is not indexed, its name too (RFC 7541, section 6.2.2); all are short.
            block.WriteByte(0);
            Put(block, name);
            Put(block, value);
        }

        var bytes = new MemoryStream();
        bytes.Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        Frame(bytes, Settings, flags: 0, stream: 0, []);
        Frame(bytes, Headers, EndStreamAndHeaders, stream: 1, block.ToArray());
        await connection.SendRawAsync(bytes.ToArray());
        while (await ReadFrameAsync(connection) is { } frame)
        {
            if (frame.Type == Headers)
            {
                return StatusOf(frame.Payload);
            }

            if (frame.Stream == 1)
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>The first field of a response is its status: indexed, or with its name indexed.</summary>
    private static int StatusOf(byte[] block)
    {
        var at = 0;
        while ((block[at] & 0xe0) == 0x20)
        {
            at++;
        }

        return block[at] switch
        {
            0x88 => 200,
            0x89 => 204,
            0x8c => 400,
            0x8d => 404,
            0x8e => 500,
            _ => int.Parse(
                Encoding.ASCII.GetString(block, at + 2, 3),
                System.Globalization.CultureInfo.InvariantCulture
            ),
        };
    }

    private static void Put(MemoryStream block, string text)
    {
        block.WriteByte((byte)text.Length);
        block.Write(Encoding.Latin1.GetBytes(text));
    }

    private static void Frame(MemoryStream bytes, byte type, byte flags, byte stream, byte[] payload)
    {
        bytes.Write([0, (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, 0, 0, 0, stream]);
        bytes.Write(payload);
    }

    private static async Task<(byte Type, byte Stream, byte[] Payload)?> ReadFrameAsync(RawConnection connection)
    {
        var head = new MemoryStream();
        if (!await connection.ReadAsync(head, 9))
        {
            return null;
        }

        var start = head.ToArray();
        var payload = new MemoryStream();
        await connection.ReadAsync(payload, (start[0] << 16) | (start[1] << 8) | start[2]);
        return (start[3], start[8], payload.ToArray());
    }
}
