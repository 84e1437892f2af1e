using Coral.Caching.Http;

namespace Coral.Caching.Tests.Http;

/// <summary>The fields of clients that may reach an origin, and those that a request for many carries.</summary>
public sealed class RequestFieldsTests
{
    [Theory]
    [InlineData("Host")]
    [InlineData("Cookie")]
    [InlineData("Cookie2")]
    [InlineData("Authorization")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Proxy-Connection")]
    [InlineData("Keep-Alive")]
    [InlineData("Connection")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Upgrade")]
    [InlineData("HTTP2-Settings")]
    [InlineData("Content-Length")]
    [InlineData("Expect")]
    [InlineData("Range")]
    [InlineData("If-Range")]
    [InlineData("If-Match")]
    [InlineData("If-None-Match")]
    [InlineData("if-modified-since")]
    [InlineData("If-Unmodified-Since")]
    [InlineData("User-Agent")]
    [InlineData("Coral-Peer")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("x-forwarded-anything")]
    [InlineData("X_Forwarded_Host")]
    [InlineData("Forwarded")]
    [InlineData("X-Original-URL")]
    [InlineData("X-Original-Method")]
    [InlineData("x_rewrite_url")]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-HTTP-Path-Override")]
    [InlineData("X-Envoy-Original-Path")]
    [InlineData("X-Scheme")]
    [InlineData("X-Url-Scheme")]
    [InlineData("Front-End-Https")]
    [InlineData("HTTPS")]
    [InlineData("Surrogate-Capability")]
    [InlineData("Proxy")]
    [InlineData("True-Client-IP")]
    [InlineData("CF-Connecting-IP")]
    [InlineData("Fastly-Client-IP")]
    [InlineData("X-Middleware-Subrequest")]
    [InlineData("X-Api-Key")]
    [InlineData("Client-Cert")]
    public void OfClient_WhatIsNotTheOrigins_Drops(string name)
    {
        Assert.Equal(Heads.Lines("Accept: */* | Accept-Encoding: identity"), OfClient(name + ": x"));
        Assert.False(RequestFields.ReachesOrigin(name));
        Assert.Empty(RequestFields.ToSend(FieldList.Of((name, "x")), [name]));
        Assert.Empty(RequestFields.ToSendToDeclared(FieldList.Of((name, "x"))));
    }

    [Theory]
    [InlineData("Accept: a", "Accept: a | Accept-Encoding: identity")]
    [InlineData("Accept: a | accept: b", "Accept: a, b | Accept-Encoding: identity")]
    [InlineData("Accept-Encoding: gzip, deflate, br, zstd | Accept: a", "Accept: a | Accept-Encoding: br, gzip")]
    [InlineData("Accept-Encoding: gzip | accept-encoding: br", "Accept: */* | Accept-Encoding: br, gzip")]
    [InlineData(
        "Cache-Control: no-cache | Via: 1.1 a",
        "Cache-Control: no-cache | Via: 1.1 a | Accept: */* | Accept-Encoding: identity"
    )]
    [InlineData(
        "Connection: X-A, CDN-Loop | X-A: 1 | CDN-Loop: a",
        "CDN-Loop: a | Accept: */* | Accept-Encoding: identity"
    )]
    [InlineData("Origin: http://a.com", "Origin: http://a.com | Accept: */* | Accept-Encoding: identity")]
    [InlineData("Origin: a b", "Accept: */* | Accept-Encoding: identity")]
    [InlineData("Origin: http://a.com | Origin: http://b.com", "Accept: */* | Accept-Encoding: identity")]
    public void OfClient_TheRest_KeepsAndFolds(string received, string expected) =>
        Assert.Equal(Heads.Lines(expected), OfClient(received));

    [Theory]
    [InlineData("Accept-Encoding: gzip | Accept: text/html", "", "Accept-Encoding: gzip | Accept: */*")]
    [InlineData("Accept: text/html", "accept", "Accept: text/html")]
    [InlineData("Accept-Language: de | X-A: 1", "", "")]
    [InlineData("Accept-Language: de | X-A: 1", "X-B, accept-language", "Accept-Language: de")]
    [InlineData("X-A: 1 | X-A: 2 | X-A: ", "X-A", "X-A: 1 | X-A: 2 | X-A: ")]
    [InlineData("Origin: http://a.com", "", "Origin: http://a.com")]
    [InlineData("Origin: javascript:alert(1)", "Origin", "")]
    [InlineData("Cache-Control: no-cache | Pragma: no-cache | Referer: http://a.com/ | DNT: 1", "", "")]
    [InlineData("Upgrade-Insecure-Requests: 1 | Sec-Fetch-Site: cross-site | RSC: 1 | X-Requested-With: a", "", "")]
    [InlineData("Via: 1.1 a | CDN-Loop: cloudflare; loops=1", "", "")]
    [InlineData("Via: 1.1 a | CDN-Loop: cloudflare; loops=1", "Via, CDN-Loop", "")]
    [InlineData("CDN-Loop: a, coral; net=\"n\", b", "", "CDN-Loop: coral; net=\"n\"")]
    [InlineData("Accept-Encoding: zstd;q=1, gzip;q=0.1", "Accept-Encoding", "Accept-Encoding: gzip")]
    [InlineData("If-None-Match: \"a\" | Range: bytes=0-1 | Cookie: a=b", "Cookie, Range, If-None-Match", "")]
    public void ToSend_SharedRequest_CarriesTheKeyAndWhatVaryNames(string client, string varying, string expected) =>
        Assert.Equal(
            Heads.Lines(expected),
            RequestFields.ToSend(Heads.Lines(client), varying.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        );

    [Fact]
    public void ToSend_ChainOfManyNetworks_IsCutShort()
    {
        var chain = string.Join(", ", Enumerable.Range(0, 100).Select(i => $"coral; net=\"{i}\""));

        var sent = RequestFields.ToSend(FieldList.Of(("CDN-Loop", chain)), []).Get("CDN-Loop");

        Assert.Equal(8, sent!.Split(", ").Length);
        Assert.Empty(RequestFields.ToSend(FieldList.Of(("CDN-Loop", "coral; net=\"" + new string('a', 200))), []));
    }

    [Fact]
    public void ToSend_AnyFields_SendsNoOtherNames()
    {
        var random = new Random(35);
        string[] allowed = ["accept", "accept-encoding", "origin", "cdn-loop"];
        for (var i = 0; i < 2000; i++)
        {
            var lines = Enumerable.Range(0, random.Next(12)).Select(_ => new FieldLine(Garbage(12), Garbage(40)));
            var client = RequestFields.OfClient(new FieldList(lines));

            var sent = RequestFields.ToSend(client, []);

            Assert.All(sent, line => Assert.Contains(line.Name.ToLowerInvariant(), allowed));
            Assert.True(sent.All(line => client.Get(line.Name) is not null));
        }

        string Garbage(int longest)
        {
            string[] known =
            [
                "Accept",
                "Origin",
                "CDN-Loop",
                "Accept-Encoding",
                "Connection",
                "Vary",
                "http://a",
                "coral",
            ];
            return random.Next(3) == 0
                ? known[random.Next(known.Length)]
                : new string([.. Enumerable.Range(0, random.Next(longest)).Select(_ => (char)random.Next(1, 256))]);
        }
    }

    [Theory]
    [InlineData("http://a.com", true)]
    [InlineData("https://a.com:8443", true)]
    [InlineData("chrome-extension://abcdef", true)]
    [InlineData("http://[::1]:80", true)]
    [InlineData("null", true)]
    [InlineData("http://", false)]
    [InlineData("://a", false)]
    [InlineData("a.com", false)]
    [InlineData("http://a.com/path", false)]
    [InlineData("http://a.com http://b.com", false)]
    [InlineData("http://a.com, http://b.com", false)]
    [InlineData("http://u\u00e9.com", false)]
    [InlineData("", false)]
    public void Fold_Origin_IsOneSerializedOriginOrNothing(string value, bool isOne) =>
        Assert.Equal(isOne ? value : null, RequestFields.Fold("origin", value));

    [Fact]
    public void Fold_OriginOfAnyLength_IsBounded() =>
        Assert.Null(RequestFields.Fold("Origin", "http://" + new string('a', 300)));

    private static FieldList OfClient(string received) => RequestFields.OfClient(Heads.Lines(received));
}
