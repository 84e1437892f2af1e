using Coral.Core.Names;
using static Coral.Core.Tests.Names.NamesFixture;

namespace Coral.Core.Tests.Names;

public class LocationTests
{
    [Theory]
    [InlineData("http://y.org/a?b#c", "http://y.org.localhost:8080/a?b#c")]
    [InlineData("https://www.x.com/", "http://www.x.com.443.localhost:8080/")]
    [InlineData("http://www.x.com:8000/", "http://www.x.com.8000.localhost:8080/")]
    [InlineData("//cdn.x.com/a", "http://cdn.x.com.localhost:8080/a")]
    [InlineData("http://y.org/caf\u00c3\u00a9", "http://y.org.localhost:8080/caf%C3%A9")]
    public void Rewrite_SuffixName_KeepsSchemePortAndForm(string location, string rewritten)
    {
        Assert.Equal(rewritten, Rewrite("www.x.com.localhost:8080", WebScheme.Http, location));
    }

    [Theory]
    [InlineData("http://y.org/", WebScheme.Http, "http://y-org.localhost:8080/")]
    [InlineData("https://y.org/", WebScheme.Http, "http://y-org-443.localhost:8080/")]
    [InlineData("https://y.org/", WebScheme.Https, "https://y-org.localhost:8080/")]
    [InlineData("https://y.org:8443/", WebScheme.Https, "https://y-org-8443.localhost:8080/")]
    [InlineData("//y.org/", WebScheme.Https, "https://y-org.localhost:8080/")]
    public void Rewrite_OneLabelName_KeepsSchemePortAndForm(string location, WebScheme client, string rewritten)
    {
        Assert.Equal(rewritten, Rewrite("www-x-com.localhost:8080", client, location));
    }

    [Theory]
    [InlineData("/a")]
    [InlineData("a/b?c")]
    [InlineData("?q")]
    [InlineData("")]
    [InlineData("mailto:x@y.org")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://u:p@y.org/")]
    [InlineData("http://intranet/")]
    [InlineData("https://y.org:8443/")]
    [InlineData("http://y.org.localhost:8080/")]
    [InlineData("http://b\u00c3\u00bccher.de/")]
    [InlineData("http://y.org/\u0007")]
    public void Rewrite_WhatStaysAsItIs_IsNothing(string location)
    {
        Assert.Null(Rewrite("www.x.com.localhost:8080", WebScheme.Http, location));
    }

    /// <summary>
    /// https://x/ answers with http://x/: rewritten to the https name, the visitor would go round for ever.
    /// </summary>
    [Fact]
    public void Rewrite_HttpTargetForAClientOfHttps_IsNothing()
    {
        Assert.Null(Rewrite("www-x-com.localhost", WebScheme.Https, "http://www.x.com/"));
    }

    [Fact]
    public void Rewrite_ProtocolRelativeFromAnHttpsOrigin_IsHttps()
    {
        Assert.Equal(
            "http://y.org.443.localhost:8080/a",
            Rewrite("www.x.com.443.localhost:8080", WebScheme.Http, "//y.org/a")
        );
    }

    [Theory]
    [InlineData("http://www.x.com/b", "http://www.x.com:8080/b")]
    [InlineData("http://other.org/b", null)]
    [InlineData("https://www.x.com/b", null)]
    public void Rewrite_SiteUnderItsOwnName_StaysThere(string location, string? rewritten)
    {
        var names = Serving(new ServedHost("www.x.com", WebScheme.Http));
        var name = names.Decode("www.x.com:8080", WebScheme.Http).Name!;

        Assert.Equal(rewritten, new CoralizedUrls(names).RewriteLocation(name, location));
    }

    [Fact]
    public void Rewrite_FromAHashLabel_GivesTheOneLabelFormWhereItFits()
    {
        var names = NewNames();
        var host = names.Encode(Authority(LongHost), NameForm.OneLabel, "localhost")!;
        var name = names.Decode(host, WebScheme.Http).Name!;
        var urls = new CoralizedUrls(names);

        Assert.Equal("http://y-org.localhost/", urls.RewriteLocation(name, "http://y.org/"));
        Assert.Equal($"http://{host}/b", urls.RewriteLocation(name, $"http://{LongHost}/b"));
    }

    private static string? Rewrite(string hostField, WebScheme client, string location)
    {
        var names = NewNames();
        return new CoralizedUrls(names).RewriteLocation(names.Decode(hostField, client).Name!, location);
    }
}
