using Coral.Core.Names;
using Coral.Proxy.Fields;

namespace Coral.Proxy.Tests.Fields;

/// <summary>A site's policy under our name.</summary>
public sealed class ContentSecurityPolicyTests
{
    private const int Seed = 20261130;

    private static readonly CoralizedNames Names = new(["localhost"], [], new MemoryHashedHosts());

    [Theory]
    [InlineData("default-src 'self'; upgrade-insecure-requests; img-src *", "default-src 'self'; img-src *")]
    [InlineData("Upgrade-Insecure-Requests", null)]
    [InlineData("upgrade-insecure-requests;", null)]
    [InlineData("a 1, upgrade-insecure-requests, b 2", "a 1, b 2")]
    [InlineData("img-src *; report-uri /r; report-to x", "img-src *")]
    [InlineData("img-src https:", "img-src https: 'self'")]
    [InlineData("img-src HTTPS: data:", "img-src HTTPS: data: 'self'")]
    [InlineData("default-src http://www.x.com", "default-src http://www.x.com 'self'")]
    [InlineData("default-src https://WWW.x.com:443 www.x.com", "default-src https://WWW.x.com:443 www.x.com 'self'")]
    [InlineData("script-src *.x.com", "script-src *.x.com 'self'")]
    [InlineData("frame-ancestors www.x.com:*", "frame-ancestors www.x.com:* 'self'")]
    [InlineData(
        "script-src www.x.com/js/ 'nonce-x'",
        "script-src www.x.com/js/ 'nonce-x' http://www.x.com.localhost:8080/js/"
    )]
    [InlineData("script-src www.x.com/", "script-src www.x.com/ 'self'")]
    [InlineData("img-src https:, script-src https:", "img-src https: 'self', script-src https: 'self'")]
    public void Rewrite_WhatHoldsForTheOrigin_HoldsForUs(string value, string? expected) =>
        Assert.Equal(expected, ContentSecurityPolicy.Rewrite(value, Name()));

    [Theory]
    [InlineData("")]
    [InlineData("default-src 'none'")]
    [InlineData("default-src 'self' https:")]
    [InlineData("img-src * https:")]
    [InlineData("img-src http: https:")]
    [InlineData("img-src cdn.x.com *.y.org x.com")]
    [InlineData("img-src *.www.x.com")]
    [InlineData("img-src www.x.com:8000")]
    [InlineData("img-src wss://www.x.com data: blob:")]
    [InlineData("script-src 'nonce-x' 'strict-dynamic'")]
    [InlineData("sandbox allow-forms;  trusted-types x https:")]
    [InlineData("block-all-mixed-content")]
    public void Rewrite_WhatNeedsNoChange_IsTheSameText(string value) =>
        Assert.Same(value, ContentSecurityPolicy.Rewrite(value, Name()));

    [Fact]
    public void Rewrite_ClientOfHttps_KeepsUpgrades()
    {
        var name = Names.Decode("www-x-com.localhost", WebScheme.Https).Name!;
        const string Policy = "img-src https:; upgrade-insecure-requests";

        Assert.Same(Policy, ContentSecurityPolicy.Rewrite(Policy, name));
    }

    [Fact]
    public void Rewrite_AnyText_NeverThrowsAndIsStable()
    {
        var random = new Random(Seed);
        string[] pieces =
        [
            ";",
            ",",
            " ",
            "\t",
            ":",
            "/",
            "*",
            "*.",
            "'self'",
            "https:",
            "://",
            "www.x.com",
            "img-src",
            "report-uri",
            "\u00e9",
            "443",
        ];
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)])
            );

            if (ContentSecurityPolicy.Rewrite(text, Name()) is { } once)
            {
                Assert.Equal(once, ContentSecurityPolicy.Rewrite(once, Name()));
            }
        }
    }

    private static CoralizedName Name() => Names.Decode("www.x.com.localhost:8080", WebScheme.Http).Name!;
}
