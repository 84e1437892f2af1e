using System.Buffers;
using System.Net;
using System.Text.Unicode;

namespace Coral.Proxy.AccessLogging;

/// <summary>Writes an entry as one line of ASCII.</summary>
/// <remarks>
/// Nine fields with one space between them: time (UTC, milliseconds), client address, method, host, path, status, body
/// bytes, milliseconds, <c>Cache-Status</c>. Host, path and <c>Cache-Status</c> stand in double quotes; what is absent
/// is a hyphen.
/// <code>
/// 2026-11-22T08:15:30.123Z 203.0.113.7 GET "www.x.com.localhost:8080" "/a?b=c" 200 41984 0.4 "coral; hit; ttl=60"
/// </code>
/// Whatever a client chose is escaped as in JSON: a quote as <c>\"</c>, a backslash as <c>\\</c>, anything but
/// printable ASCII as <c>\u</c> and four hexadecimal digits. So no client can end a line, forge one, or steer a
/// terminal.
/// </remarks>
internal static class AccessLogFormat
{
    public static void Write(in AccessLogEntry entry, IBufferWriter<byte> line)
    {
        WriteValue(line, entry.Time.UtcDateTime, "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ");
        WriteText(line, TextOf(entry.Client), quoted: false);
        line.Write(" "u8);
        WriteText(line, entry.Method, quoted: false);
        line.Write(" "u8);
        WriteText(line, entry.Host, quoted: true);
        line.Write(" "u8);
        WriteText(line, entry.Path, quoted: true);
        line.Write(" "u8);
        WriteValue(line, entry.Status, default);
        line.Write(" "u8);
        WriteValue(line, entry.BodyBytes, default);
        line.Write(" "u8);
        WriteValue(line, entry.Elapsed.TotalMilliseconds, "F1");
        line.Write(" "u8);
        WriteText(line, entry.CacheStatus, quoted: true);
        line.Write("\n"u8);
    }

    /// <summary>A client of IPv4 is written as one on listeners of both families too.</summary>
    private static string? TextOf(IPAddress? client) =>
        (client is { IsIPv4MappedToIPv6: true } ? client.MapToIPv4() : client)?.ToString();

    private static void WriteValue<T>(IBufferWriter<byte> line, T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        var room = line.GetSpan(64);
        value.TryFormat(room, out var written, format, System.Globalization.CultureInfo.InvariantCulture);
        line.Advance(written);
    }

    private static void WriteText(IBufferWriter<byte> line, string? text, bool quoted)
    {
        if (string.IsNullOrEmpty(text))
        {
            line.Write(quoted ? "\"-\""u8 : "-"u8);
            return;
        }

        var room = line.GetSpan((6 * text.Length) + 2);
        var at = 0;
        if (quoted)
        {
            room[at++] = (byte)'"';
        }

        foreach (var c in text)
        {
            if (c is '"' or '\\')
            {
                room[at++] = (byte)'\\';
                room[at++] = (byte)c;
            }
            else if (c is > ' ' and < '\u007f' || (c == ' ' && quoted))
            {
                room[at++] = (byte)c;
            }
            else
            {
                Utf8.TryWrite(room[at..], $"\\u{(int)c:x4}", out var escaped);
                at += escaped;
            }
        }

        if (quoted)
        {
            room[at++] = (byte)'"';
        }

        line.Advance(at);
    }
}
