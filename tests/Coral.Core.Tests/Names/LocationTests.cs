using System.Net;
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

    [Theory]
    [InlineData("files.test.localhost", "http://files.test:8000/b", "http://files.test.localhost/b")]
    [InlineData("files.test.localhost:8080", "//files.test:8000/b", "http://files.test.localhost:8080/b")]
    [InlineData("files.test.localhost", "http://FILES.test.:8000", "http://files.test.localhost/")]
    [InlineData("files.test.localhost", "http://files.test/b", "http://files.test.localhost/b")]
    [InlineData("files.test.localhost", "http://files.test:8001/b", "http://files.test.8001.localhost/b")]
    [InlineData("files.test.8001.localhost", "http://files.test:8000/b", "http://files.test.8001.localhost/b")]
    [InlineData("files.test.8000.localhost", "http://files.test:8000/b", "http://files.test.8000.localhost/b")]
    [InlineData("files-test.localhost", "http://files.test:8000/b", "http://files-test.localhost/b")]
    [InlineData("files.test", "http://files.test:8000/b", "http://files.test/b")]
    [InlineData("www.x.com.localhost", "http://files.test:8000/b", "http://files.test.localhost/b")]
    [InlineData("files.test.localhost", "http://192.0.2.1:8000/b?c#d", "http://files.test.localhost/b?c#d")]
    [InlineData("files.test.localhost", "HTTP://192.0.2.1:8000", "http://files.test.localhost/")]
    [InlineData("files.test.localhost", "http://192.0.2.1/b", null)]
    [InlineData("files.test.localhost", "http://192.0.2.2:8000/b", null)]
    [InlineData("files.test.localhost", "ftp://192.0.2.1:8000/b", null)]
    [InlineData("www.x.com.localhost", "http://192.0.2.1:8000/b", null)]
    [InlineData("six.test.localhost", "http://[2001:db8::1]/b", "http://six.test.localhost/b")]
    [InlineData("six.test.localhost", "http://[2001:db8::1]:80/b", "http://six.test.localhost/b")]
    [InlineData("six.test.localhost", "http://[2001:db8::1]:8000/b", null)]
    public void Rewrite_PortOrAddressThatTheOperatorGave_StaysAtTheName(string host, string location, string? rewritten)
    {
        var names = Serving(
            new ServedHost("files.test", Scheme: null, IPAddress.Parse("192.0.2.1"), 8000),
            new ServedHost("six.test", Scheme: null, IPAddress.Parse("2001:db8::1"))
        );
        var name = names.Decode(host, WebScheme.Http).Name!;

        Assert.Equal(rewritten, new CoralizedUrls(names).RewriteLocation(name, location));
    }

    [Theory]
    [InlineData("http://www.x.com/a", "http://www.x.com.localhost/a")]
    [InlineData("https://www.x.com/a", "http://www.x.com.443.localhost/a")]
    [InlineData("http://cdn.x.com/a", null)]
    [InlineData("/a", null)]
    public void RewriteOwn_OtherHosts_StayAsTheyAre(string url, string? rewritten)
    {
        var names = NewNames();
        var name = names.Decode("www.x.com.localhost", WebScheme.Http).Name!;

        Assert.Equal(rewritten, new CoralizedUrls(names).RewriteOwn(name, url));
    }

    [Theory]
    [InlineData("http://www.x.com.localhost:8080", "https://www.x.com", true)]
    [InlineData("http://www-x-com.localhost", "http://www.x.com", true)]
    [InlineData("http://www.x.com.8000.localhost", "http://www.x.com:8000", true)]
    [InlineData("http://www.x.com.localhost", "http://www.x.com:8000", false)]
    [InlineData("http://www.x.com.8000.localhost", "http://www.x.com", false)]
    [InlineData("http://www.x.com.localhost", "http://x.com", false)]
    [InlineData("http://www.x.com", "http://www.x.com", false)]
    [InlineData("http://localhost", "http://localhost", false)]
    [InlineData("null", "null", false)]
    [InlineData("", "", false)]
    public void IsNameOf_Origins_AreComparedByHostAndPort(string coralized, string origin, bool expected) =>
        Assert.Equal(expected, new CoralizedUrls(NewNames()).IsNameOf(coralized, origin));

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
