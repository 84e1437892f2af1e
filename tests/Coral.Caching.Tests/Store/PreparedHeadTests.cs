using System.Text;
using Coral.Caching.Http;
using Coral.Caching.Store;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Caching.Tests.Store;

/// <summary>RFC 9112, sections 4 and 5; RFC 9110, section 5.5.</summary>
public sealed class PreparedHeadTests
{
    [Fact]
    public void Write_Section4_StatusLineAndFields() =>
        Assert.Equal(
            "HTTP/1.1 404 Not Found\r\nA: 1\r\nB: 2\r\n",
            Write(new ResponseHead(404, FieldList.Of(("A", "1"), ("B", "2"))))
        );

    [Fact]
    public void Write_StatusWithoutPhrase_KeepsTheSpace() =>
        Assert.Equal("HTTP/1.1 299 \r\n", Write(new ResponseHead(299, FieldList.Empty)));

    [Theory]
    [InlineData("a\r\nSet-Cookie: x", "a  Set-Cookie: x")]
    [InlineData("a\nb", "a b")]
    [InlineData("a\rb", "a b")]
    [InlineData("a\0b\u007f", "a b ")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("\u00e4", "\u00e4")]
    [InlineData("\u010a\u010d\u560a", "???")]
    public void Write_Section55_NoValueBreaksItsLine(string value, string expected) =>
        Assert.Equal($"HTTP/1.1 200 OK\r\nA: {expected}\r\n", Write(new ResponseHead(200, FieldList.Of(("A", value)))));

    [Theory]
    [InlineData("")]
    [InlineData("A B")]
    [InlineData("A:")]
    [InlineData("A\r\nB")]
    [InlineData("\u00c4")]
    public void Write_NameThatIsNoToken_IsLeftOut(string name) =>
        Assert.Equal("HTTP/1.1 200 OK\r\n", Write(new ResponseHead(200, FieldList.Of((name, "x")))));

    [Fact]
    public void Write_AnyField_GivesOneLineAtMost() =>
        Prop.ForAll<string, string>(
                (name, value) =>
                {
                    var text = Write(new ResponseHead(200, FieldList.Of((name ?? "", value ?? ""), ("End", "1"))));
                    return text.Count(c => c == '\n') <= 3
                        && text.Count(c => c == '\r') == text.Count(c => c == '\n')
                        && !text.Contains('\0')
                        && text.EndsWith("\r\nEnd: 1\r\n");
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(200, "OK")]
    [InlineData(206, "Partial Content")]
    [InlineData(304, "Not Modified")]
    [InlineData(416, "Range Not Satisfiable")]
    [InlineData(508, "Loop Detected")]
    [InlineData(299, "")]
    public void ReasonPhrase_Section15_IsTheRegistered(int status, string expected) =>
        Assert.Equal(expected, ReasonPhrases.Of(status));

    private static string Write(ResponseHead head) => Encoding.Latin1.GetString(PreparedHead.Write(head).Span);
}
