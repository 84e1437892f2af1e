using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9111, sections 3.2, 4.3.1 and 4.3.4.</summary>
public sealed class ValidationTests
{
    private static readonly (string, string) Modified = ("Last-Modified", "Sat, 05 Nov 1994 08:49:37 GMT");

    [Theory]
    [InlineData("ETag: \"a\"", "If-None-Match: \"a\"")]
    [InlineData("ETag: W/\"a\"", "If-None-Match: W/\"a\"")]
    [InlineData("ETag: \"\"", "If-None-Match: \"\"")]
    [InlineData("ETag: \"a-gzip\" | Content-Encoding: gzip", "If-None-Match: \"a-gzip\", \"a\"")]
    [InlineData("ETag: W/\"a--gzip\" | Content-Encoding: gzip", "If-None-Match: W/\"a--gzip\", W/\"a\"")]
    [InlineData("ETag: \"a-gzip\"", "If-None-Match: \"a-gzip\"")]
    [InlineData("ETag: \"-gzip\" | Content-Encoding: gzip", "If-None-Match: \"-gzip\"")]
    [InlineData("Last-Modified: Sat, 05 Nov 1994 08:49:37 GMT", "If-Modified-Since: Sat, 05 Nov 1994 08:49:37 GMT")]
    [InlineData(
        "ETag: \"a\" | Last-Modified: Saturday, 05-Nov-94 08:49:37 GMT",
        "If-None-Match: \"a\" | If-Modified-Since: Saturday, 05-Nov-94 08:49:37 GMT"
    )]
    [InlineData("ETag: a | Last-Modified: yesterday", "")]
    [InlineData("ETag: \"a\", \"b\"", "")]
    [InlineData("ETag: w/\"a\"", "")]
    [InlineData("", "")]
    public void Conditional_Section431_SendsWellFormedValidators(string stored, string expected)
    {
        var response = Heads.Stored([.. Heads.Lines(stored).Select(line => (line.Name, line.Value))]);
        var request = Heads.Get(
            ("If-None-Match", "\"theirs\""),
            ("Accept", "x"),
            ("If-Modified-Since", Heads.NoonText)
        );

        var conditional = Validation.Conditional(request, response.Head, response.ResponseTime);

        Assert.Equal([new FieldLine("Accept", "x"), .. Heads.Lines(expected)], conditional.Fields);
        Assert.Equal(request.Key, conditional.Key);
    }

    [Theory]
    [InlineData("ETag: \"a\"", "ETag: \"a\"", true)]
    [InlineData("ETag: \"a\"", "ETag: \"b\"", false)]
    [InlineData("ETag: W/\"a\"", "ETag: \"a\"", true)]
    [InlineData("ETag: \"a\"", "ETag: W/\"a\"", true)]
    [InlineData("ETag: W/\"a\"", "ETag: W/\"a\"", true)]
    [InlineData("ETag: W/\"a\"", "ETag: W/\"b\"", false)]
    [InlineData("", "ETag: \"a\"", true)]
    [InlineData("ETag: \"a-gzip\"", "ETag: \"a\"", true)]
    [InlineData("ETag: \"a-gzip\"", "ETag: \"a-gzip\"", true)]
    [InlineData("ETag: \"a-gzip\"", "ETag: W/\"a\"", true)]
    [InlineData("ETag: \"a-gzip\"", "ETag: \"b-gzip\"", false)]
    [InlineData("ETag: \"a-gzip\"", "ETag: \"b\"", false)]
    [InlineData("ETag: \"a\"", "ETag: a", true)]
    [InlineData("ETag: \"a\" | Last-Modified: " + Heads.NoonText, "Last-Modified: Sun, 06 Nov 1994 08:49:38 GMT", true)]
    [InlineData("Last-Modified: " + Heads.NoonText, "ETag: \"a\"", true)]
    [InlineData(
        "Last-Modified: " + Heads.NoonText,
        "ETag: \"a\" | Last-Modified: Sun, 06 Nov 1994 08:49:38 GMT",
        false
    )]
    [InlineData("ETag: \"a\"", "", true)]
    [InlineData("ETag: \"a\" | Last-Modified: " + Heads.NoonText, "", true)]
    [InlineData("Last-Modified: " + Heads.NoonText, "Last-Modified: " + Heads.NoonText, true)]
    [InlineData("Last-Modified: " + Heads.NoonText, "Last-Modified: Sunday, 06-Nov-94 08:49:37 GMT", true)]
    [InlineData("Last-Modified: " + Heads.NoonText, "Last-Modified: Sun, 06 Nov 1994 08:49:38 GMT", false)]
    [InlineData("ETag: \"a\"", "Last-Modified: " + Heads.NoonText, true)]
    [InlineData("", "", true)]
    public void Refresh_Section434_OnlyWhenTheValidatorIsOurs(string stored, string notModified, bool expected)
    {
        var response = Heads.Stored([.. Heads.Lines(stored).Select(line => (line.Name, line.Value))]);

        var refreshed = Refresh(response, new ResponseHead(304, Heads.Lines(notModified)));

        Assert.Equal(expected, refreshed.Response is not null);
        Assert.Equal(expected, refreshed.Storable);
    }

    [Fact]
    public void Refresh_Section32_ReplacesFieldsByNameButThoseOfTheStoredBytes()
    {
        var stored = Heads.Stored(
            ("ETag", "\"a\""),
            ("Content-Type", "text/html"),
            ("Content-Encoding", "gzip"),
            ("Link", "<a>"),
            ("Link", "<b>"),
            ("X-Old", "kept"),
            ("Cache-Control", "max-age=1")
        );

        var refreshed = Refresh(
            stored,
            Heads.Head(
                304,
                ("ETag", "\"a\""),
                ("Date", Heads.Date(100)),
                ("Content-Length", "0"),
                ("Content-Encoding", "br"),
                ("Content-Range", "bytes 0-1/2"),
                ("Transfer-Encoding", "chunked"),
                ("Set-Cookie", "a=b"),
                ("link", "<c>"),
                ("X-New", "1"),
                ("X-New", "2"),
                ("Cache-Control", "max-age=60"),
                ("Age", "10")
            )
        );

        Assert.Equal(
            Heads
                .Lines(
                    "Content-Type: text/html | Content-Encoding: gzip | X-Old: kept | ETag: \"a\" | Date: "
                        + Heads.Date(100)
                        + " | link: <c> | X-New: 1 | X-New: 2 | Cache-Control: max-age=60 | Vary: Accept-Encoding"
                        + " | Content-Length: 5"
                )
                .OrderBy(line => line.Name, StringComparer.Ordinal),
            refreshed.Response!.Head.Fields.OrderBy(line => line.Name, StringComparer.Ordinal)
        );
        Assert.Equal(200, refreshed.Response.Head.Status);
        Assert.Same(stored.Body, refreshed.Response.Body);
        Assert.Equal(TimeSpan.FromSeconds(11), refreshed.Response.InitialAge);
        Assert.Equal(Heads.After(101 + 49), refreshed.Response.FreshUntil);
    }

    [Theory]
    [InlineData("ETag: W/\"a\" | Content-Encoding: gzip", "ETag: \"a\"", "W/\"a\"")]
    [InlineData("ETag: \"a-gzip\" | Content-Encoding: gzip", "ETag: \"a\"", "\"a-gzip\"")]
    [InlineData("Content-Encoding: gzip", "ETag: \"a\"", null)]
    [InlineData("", "ETag: \"a\"", "\"a\"")]
    [InlineData("ETag: \"a\"", "", "\"a\"")]
    public void Refresh_TagOfOtherBytes_DoesNotReplaceThatOfTheStoredOnes(
        string stored,
        string notModified,
        string? expected
    )
    {
        var response = Heads.Stored([.. Heads.Lines(stored).Select(line => (line.Name, line.Value))]);

        var refreshed = Refresh(response, new ResponseHead(304, Heads.Lines(notModified)));

        Assert.Equal(expected, refreshed.Response!.Head.Fields.Get("ETag"));
    }

    [Fact]
    public void Refresh_WithoutDate_CountsFromItsArrival()
    {
        var stored = Heads.Stored(("ETag", "\"a\""), ("Date", Heads.Date(-9999)), ("Cache-Control", "max-age=60"));

        var refreshed = Refresh(stored, Heads.Head(304, ("ETag", "\"a\"")));

        Assert.Equal(TimeSpan.FromSeconds(1), refreshed.Response!.InitialAge);
        Assert.Equal(Heads.Date(101), refreshed.Response.Head.Fields.Get("Date"));
        Assert.True(refreshed.Response.IsFresh(Heads.After(150)));
    }

    [Theory]
    [InlineData("Cache-Control: no-store")]
    [InlineData("Cache-Control: private")]
    [InlineData("Vary: *")]
    public void Refresh_304ForbidsStoring_ServesOnceAndSaysSo(string fields)
    {
        var refreshed = Refresh(Heads.Stored(("ETag", "\"a\"")), new ResponseHead(304, Heads.Lines(fields)));

        Assert.NotNull(refreshed.Response);
        Assert.False(refreshed.Storable);
    }

    [Fact]
    public void Refresh_304ChangesVary_SelectsAnew()
    {
        var refreshed = Refresh(Heads.Stored(Modified), Heads.Head(304, ("Vary", "Accept")));

        Assert.True(refreshed.Response!.Selecting.Matches(FieldList.Of(("Accept", "x"))));
        Assert.False(refreshed.Response.Selecting.Matches(FieldList.Of(("Accept", "y"))));
    }

    private static RefreshOutcome Refresh(StoredResponse stored, ResponseHead notModified) =>
        StoredResponseFactory.Refresh(
            stored,
            Heads.Get(("Accept", "x")),
            notModified,
            Heads.After(100),
            Heads.After(101),
            HeuristicPolicy.AnySite
        );
}
