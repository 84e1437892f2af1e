using Coral.Caching.Http;
using Coral.Proxy.Pipeline;
using Coral.Proxy.Tests.Fixtures;
using Microsoft.AspNetCore.Http.Features;

namespace Coral.Proxy.Tests.Pipeline;

public sealed class RequestContextTests
{
    private readonly RequestContext _context = new();
    private readonly FakeConnection _connection = new("/");

    public RequestContextTests()
    {
        var headers = _connection.Get<IHttpRequestFeature>()!.Headers;
        headers.AcceptLanguage = new(["de", "en"]);
        headers.AcceptEncoding = "gzip, zstd";
        headers.UserAgent = "curl";
        headers.Cookie = "a=b";
        headers.Range = "bytes=0-1";
        headers["X-Forwarded-For"] = "192.0.2.1";
        headers["X_Forwarded_Host"] = "evil.example";
        headers["X-Scheme"] = "https";
        headers.Origin = "http://a.example";
        _context.Begin(_connection, ProxyUnderTest.Now, 0);
    }

    [Theory]
    [InlineData("accept-language", "de, en")]
    [InlineData("Accept-Encoding", "gzip")]
    [InlineData("User-Agent", null)]
    [InlineData("Cookie", null)]
    [InlineData("Range", null)]
    [InlineData("X-Forwarded-For", null)]
    [InlineData("X_Forwarded_Host", null)]
    [InlineData("X-Scheme", null)]
    [InlineData("Accept", "*/*")]
    [InlineData("Origin", "http://a.example")]
    [InlineData("X-Absent", null)]
    public void Get_AnyField_IsWhatTheCacheRequestSays(string name, string? value)
    {
        Assert.Equal(value, _context.Get(name));
        Assert.Equal(value, _context.ToCacheRequest(new CacheKey("http://www.x.com", "/")).Fields.Get(name));
    }

    [Theory]
    [InlineData("a.example")]
    [InlineData("http://a.example, http://b.example")]
    [InlineData("")]
    public void Get_OriginThatIsNone_IsAbsent(string origin)
    {
        _connection.Get<IHttpRequestFeature>()!.Headers.Origin = origin;

        Assert.Null(_context.Get("Origin"));
        Assert.Null(_context.ToCacheRequest(new CacheKey("http://www.x.com", "/")).Fields.Get("Origin"));
    }

    [Fact]
    public void ClientFields_Range_IsThere() => Assert.Equal("bytes=0-1", _context.ClientFields.Get("Range"));
}
