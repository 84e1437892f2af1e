using System.Globalization;
using System.Text;
using Coral.Caching.Http;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9112, sections 4 and 5.</summary>
public sealed class HeadLengthTests
{
    private const string TokenSymbols = "!#$%&'*+-.^_`|~";

    [Theory]
    [InlineData(200, "A", "1")]
    [InlineData(404, "Content-Type", "text/html; charset=utf-8")]
    [InlineData(299, "A", "")]
    [InlineData(200, "", "x")]
    [InlineData(200, "A B", "x")]
    [InlineData(200, "A:", "x")]
    [InlineData(200, "\u00c4", "x")]
    [InlineData(200, "A", "a\tb\u00e4\u010a")]
    public void Of_Section4And5_IsWhatTheLinesTake(int status, string name, string value)
    {
        var head = new ResponseHead(status, FieldList.Of((name, value), ("B", "2")));

        Assert.Equal(Write(head).Length, HeadLength.Of(head));
    }

    [Fact]
    public void Of_AnyField_IsWhatTheLinesTake() =>
        Prop.ForAll<string, string>(
                (name, value) =>
                {
                    var head = new ResponseHead(200, FieldList.Of((name ?? "", value ?? "")));
                    return HeadLength.Of(head) == Write(head).Length;
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

    /// <summary>The slow and obvious version: the text itself.</summary>
    private static string Write(ResponseHead head)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {head.Status} {ReasonPhrases.Of(head.Status)}\r\n");
        foreach (var line in head.Fields)
        {
            if (line.Name.Length > 0 && line.Name.All(c => char.IsAsciiLetterOrDigit(c) || TokenSymbols.Contains(c)))
            {
                text.Append(CultureInfo.InvariantCulture, $"{line.Name}: {line.Value}\r\n");
            }
        }

        return text.ToString();
    }
}
