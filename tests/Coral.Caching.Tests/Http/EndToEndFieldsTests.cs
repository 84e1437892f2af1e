using Coral.Caching.Http;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9110, sections 6.6.1 and 7.6.1; RFC 9111, section 3.1.</summary>
public sealed class EndToEndFieldsTests
{
    [Theory]
    [InlineData("Connection")]
    [InlineData("keep-alive")]
    [InlineData("Proxy-Connection")]
    [InlineData("Proxy-Authenticate")]
    [InlineData("Proxy-Authentication-Info")]
    [InlineData("Proxy-Authorization")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Upgrade")]
    [InlineData("Set-Cookie")]
    [InlineData("set-cookie2")]
    [InlineData("Strict-Transport-Security")]
    [InlineData("Alt-Svc")]
    [InlineData("Clear-Site-Data")]
    [InlineData("NEL")]
    [InlineData("Report-To")]
    [InlineData("Public-Key-Pins")]
    public void OfResponse_Section761_Drops(string name) =>
        Assert.Equal([new FieldLine("Date", Heads.NoonText)], OfResponse(name + ": x"));

    [Theory]
    [InlineData("Content-Type")]
    [InlineData("Content-Length")]
    [InlineData("Age")]
    [InlineData("ETag")]
    [InlineData("Vary")]
    [InlineData("Location")]
    [InlineData("WWW-Authenticate")]
    [InlineData("Content-Security-Policy")]
    [InlineData("X-Anything")]
    public void OfResponse_EndToEnd_Keeps(string name) =>
        Assert.Equal([new FieldLine(name, "x"), new FieldLine("Date", Heads.NoonText)], OfResponse(name + ": x"));

    [Theory]
    [InlineData("Connection: X-A, close | X-A: 1 | X-B: 2", "X-B: 2")]
    [InlineData("Connection: x-a | Connection: x-b,, | X-A: 1 | X-B: 2 | X-A: 3", "")]
    [InlineData(
        "Connection: Cache-Control, Vary | Cache-Control: private | Vary: X",
        "Cache-Control: private | Vary: X"
    )]
    [InlineData("Connection: Content-Encoding | Content-Encoding: gzip", "Content-Encoding: gzip")]
    [InlineData("Connection: Date | X-B: 2", "X-B: 2")]
    public void OfResponse_NamedByConnection_DropsButWhatMustNotBeNamed(string received, string expected) =>
        Assert.Equal([.. Heads.Lines(expected), new FieldLine("Date", Heads.NoonText)], OfResponse(received));

    [Theory]
    [InlineData("Date: Sat, 05 Nov 1994 08:49:37 GMT", "Sat, 05 Nov 1994 08:49:37 GMT")]
    [InlineData("Date: Saturday, 05-Nov-94 08:49:37 GMT", "Saturday, 05-Nov-94 08:49:37 GMT")]
    [InlineData("Date: today", Heads.NoonText)]
    [InlineData("Date: Sat, 05 Nov 1994 08:49:37 GMT | Date: Sat, 05 Nov 1994 08:49:37 GMT", Heads.NoonText)]
    [InlineData("X: y", Heads.NoonText)]
    public void OfResponse_Section661_MissingOrBadDateIsTheTimeOfArrival(string received, string expected) =>
        Assert.Equal(expected, OfResponse(received).Get("Date"));

    [Theory]
    [InlineData("Cache-Status: edge; hit | Cache-Status: HIT from cache", "edge; hit")]
    [InlineData("Cache-Status: \"never closed", null)]
    public void OfResponse_CacheStatus_CanBeReadByAStrictParser(string received, string? expected) =>
        Assert.Equal(expected, OfResponse(received).Get("Cache-Status"));

    [Fact]
    public void NotModified_Section1545_CarriesWhatA304Must()
    {
        var stored = Heads.Lines(
            "Content-Type: text/html | Content-Length: 5 | Content-Encoding: gzip | Content-Location: /a | "
                + "ETag: \"a\" | Last-Modified: x | Date: d | Expires: e | Cache-Control: max-age=1 | Vary: Accept | "
                + "X-Old: 1 | Access-Control-Allow-Origin: * | Accept-Ranges: bytes"
        );

        Assert.Equal(
            ["Content-Location", "ETag", "Date", "Expires", "Cache-Control", "Vary", "Access-Control-Allow-Origin"],
            NotModifiedFields.Of(stored).Select(line => line.Name)
        );
        Assert.True(NotModifiedFields.Of(stored.Without(line => line.Is("ETag"))).Contains("Last-Modified"));
    }

    private static FieldList OfResponse(string received) =>
        EndToEndFields.OfResponse(Heads.Lines(received), Heads.Noon);
}
