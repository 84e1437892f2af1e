using Coral.Core.Names;
using static Coral.Core.Tests.Names.NamesFixture;

namespace Coral.Core.Tests.Names;

public class CoralizedUrlTests
{
    private static readonly NamePlace OverHttp = new(WebScheme.Http, NameForm.Suffix, "localhost", 8080);
    private static readonly NamePlace OverHttps = new(WebScheme.Https, NameForm.OneLabel, "localhost", null);

    private readonly CoralizedUrls _urls = new(NewNames());

    [Theory]
    [InlineData("http://www.x.com/a", "http://www.x.com.localhost:8080/a")]
    [InlineData("https://www.x.com/a", "http://www.x.com.443.localhost:8080/a")]
    [InlineData("http://www.x.com:8000/a", "http://www.x.com.8000.localhost:8080/a")]
    [InlineData("http://www.x.com:80/a", "http://www.x.com.localhost:8080/a")]
    [InlineData("http://www.x.com:0080/a", "http://www.x.com.localhost:8080/a")]
    [InlineData("http://www.x.com:/a", "http://www.x.com.localhost:8080/a")]
    [InlineData("HTTP://WWW.X.COM./A", "http://www.x.com.localhost:8080/A")]
    [InlineData("http://www.x.com", "http://www.x.com.localhost:8080/")]
    [InlineData("http://www.x.com?q=1", "http://www.x.com.localhost:8080/?q=1")]
    [InlineData("http://www.x.com#top", "http://www.x.com.localhost:8080/#top")]
    [InlineData("http://www.x.com/a/../b%2e?x=%41&y#z?w", "http://www.x.com.localhost:8080/a/../b%2e?x=%41&y#z?w")]
    [InlineData(" http://www.x.com/a b/ü ", "http://www.x.com.localhost:8080/a%20b/%C3%BC")]
    [InlineData("http://Bücher.example/", "http://xn--bcher-kva.example.localhost:8080/")]
    [InlineData("http://例え。テスト/", "http://xn--r8jz45g.xn--zckzah.localhost:8080/")]
    [InlineData("http://faß.de/", "http://xn--fa-hia.de.localhost:8080/")]
    public void Coralize_OverHttp_IsTheSuffixForm(string url, string coralized)
    {
        Assert.Equal(coralized, _urls.Coralize(url, OverHttp, out var fault)?.ToString());
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("https://www.x.com/a", "https://www-x-com.localhost/a")]
    [InlineData("http://www.x.com/a", "https://www-x-com.localhost/a")]
    [InlineData("https://www.x.com:8443/a", "https://www-x-com-8443.localhost/a")]
    [InlineData("https://ab-c.com/?x", "https://0-ab--c-com-0.localhost/?x")]
    public void Coralize_OverHttps_IsTheOneLabelForm(string url, string coralized)
    {
        Assert.Equal(coralized, _urls.Coralize(url, OverHttps, out _)?.ToString());
    }

    [Theory]
    [InlineData("ftp://www.x.com/", NameProblem.NotHttp)]
    [InlineData("www.x.com/a", NameProblem.NotHttp)]
    [InlineData("//www.x.com/a", NameProblem.NotHttp)]
    [InlineData("http:/www.x.com/a", NameProblem.NotHttp)]
    [InlineData("", NameProblem.NotHttp)]
    [InlineData("http://", NameProblem.EmptyLabel)]
    [InlineData("http:///a", NameProblem.EmptyLabel)]
    [InlineData("http://u@www.x.com/", NameProblem.UserInfo)]
    [InlineData("http://u:p@www.x.com/", NameProblem.UserInfo)]
    [InlineData("http://evil.com\\@www.x.com/", NameProblem.ForbiddenCharacter)]
    [InlineData("http://%77ww.x.com/", NameProblem.ForbiddenCharacter)]
    [InlineData("http://127.0.0.1/", NameProblem.AddressLiteral)]
    [InlineData("http://2130706433/", NameProblem.AddressLiteral)]
    [InlineData("http://0x7f.0.0.1/", NameProblem.AddressLiteral)]
    [InlineData("http://[::1]:80/", NameProblem.AddressLiteral)]
    [InlineData("http://intranet/", NameProblem.SingleLabel)]
    [InlineData("http://www.x.com:0/", NameProblem.BadPort)]
    [InlineData("http://www.x.com:65536/", NameProblem.BadPort)]
    [InlineData("http://www.x.com:8a/", NameProblem.BadPort)]
    [InlineData("http://www.x.com/a\r\nX: y", NameProblem.ControlCharacter)]
    [InlineData("http://www.x.com/\0", NameProblem.ControlCharacter)]
    [InlineData("http://www.x.com.localhost:8080/a", NameProblem.Nested)]
    [InlineData("http://bu\u0308cher.example/", NameProblem.UnmappedCharacter)]
    [InlineData("http://\uff57ww.x.com/", NameProblem.UnmappedCharacter)]
    [InlineData("https://www.x.com:8443/", NameProblem.Inexpressible)]
    [InlineData("http://www.x.com:443/", NameProblem.Inexpressible)]
    public void Coralize_WhatCannotBe_SaysWhy(string url, NameProblem problem)
    {
        Assert.Null(_urls.Coralize(url, OverHttp, out var fault));
        Assert.Equal(problem, fault!.Problem);
    }

    [Fact]
    public void Coralize_HostTooLongForTheSuffixForm_GetsTheHashLabel()
    {
        var host = string.Join('.', Enumerable.Repeat(new string('a', 49), 5));

        var url = _urls.Coralize($"http://{host}/a", OverHttp, out _)!;

        Assert.Equal(HashLabel.Of(Authority(host)), url.Name.Host.Split('.')[0]);
        Assert.Equal($"http://{host}/a", _urls.Parse(url.ToString(), out _)!.OriginUrl);
    }

    [Theory]
    [InlineData("http://www.x.com.443.localhost:8080/a?b#c", "https://www.x.com/a?b#c")]
    [InlineData("http://www.x.com.localhost:8080", "http://www.x.com/")]
    [InlineData("http://www.x.com.80.localhost:8080/", "http://www.x.com/")]
    [InlineData("https://www-x-com-8443.localhost/a", "https://www.x.com:8443/a")]
    public void Parse_CoralizedUrl_GivesTheOriginsUrl(string url, string origin)
    {
        Assert.Equal(origin, _urls.Parse(url, out var fault)?.OriginUrl);
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("http://www.x.com/")]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://127.0.0.1.localhost/")]
    [InlineData("gopher://www.x.com.localhost/")]
    public void Parse_OtherUrl_SaysWhy(string url)
    {
        Assert.Null(_urls.Parse(url, out var fault));
        Assert.NotNull(fault);
    }
}
