using System.Buffers;
using System.Net;
using System.Text;
using Coral.Proxy.AccessLogging;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Proxy.Tests.AccessLogging;

public sealed class AccessLogFormatTests
{
    private static readonly AccessLogEntry Entry = new(
        new DateTimeOffset(2026, 11, 22, 9, 15, 30, 123, TimeSpan.FromHours(1)),
        IPAddress.Parse("203.0.113.7"),
        "GET",
        "www.x.com.localhost:8080",
        "/a?b=c",
        200,
        41984,
        TimeSpan.FromMicroseconds(440),
        "coral; hit; ttl=60; detail=memory"
    );

    [Fact]
    public void Write_Entry_IsOneLineOfNineFields() =>
        Assert.Equal(
            "2026-11-22T08:15:30.123Z 203.0.113.7 GET \"www.x.com.localhost:8080\" \"/a?b=c\" 200 41984 0.4 "
                + "\"coral; hit; ttl=60; detail=memory\"\n",
            Format(Entry)
        );

    [Fact]
    public void Write_NothingKnown_HasHyphens() =>
        Assert.EndsWith(
            " - - \"-\" \"-\" 0 0 0.0 \"-\"\n",
            Format(new AccessLogEntry(default, null, "", "", "", 0, 0, default, ""))
        );

    [Theory]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    public void Write_ClientOfEitherFamily_IsWrittenAsItsOwn(string client, string written) =>
        Assert.Contains($"Z {written} GET ", Format(Entry with { Client = IPAddress.Parse(client) }));

    [Theory]
    [InlineData("a\"b", "a\\\"b")]
    [InlineData("a\\b", "a\\\\b")]
    [InlineData("a\r\nb", "a\\u000d\\u000ab")]
    [InlineData("\u001b[31m", "\\u001b[31m")]
    [InlineData("caf\u00e9", "caf\\u00e9")]
    public void Write_HostileText_IsEscaped(string path, string written) =>
        Assert.Contains($" \"{written}\" 200 ", Format(Entry with { Path = path }));

    [Fact]
    public void Write_AnyText_IsOneLineAndReadsBackAsJson() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll<string?, string?>(
                (method, path) =>
                {
                    var line = Format(Entry with { Method = method ?? "", Path = path ?? "" });
                    var quoted = line.Split(' ', 5)[4];
                    var end = quoted.IndexOf("\" 200 41984 ", StringComparison.Ordinal) + 1;
                    var read = System.Text.Json.JsonSerializer.Deserialize<string>(quoted[..end]);
                    return line.All(c => c is '\n' or (>= ' ' and <= '~'))
                        && line.IndexOf('\n') == line.Length - 1
                        && read == (string.IsNullOrEmpty(path) ? "-" : Lossy(path));
                }
            )
        );

    /// <summary>JSON cannot carry half a surrogate pair; the log can.</summary>
    private static string Lossy(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Format(AccessLogEntry entry)
    {
        var line = new ArrayBufferWriter<byte>();
        AccessLogFormat.Write(entry, line);
        return Encoding.ASCII.GetString(line.WrittenSpan);
    }
}
