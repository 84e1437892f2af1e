using Coral.Caching.Http;
using Coral.Caching.Transfers;
using Coral.Core.Names;
using Coral.Proxy.Origin;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Origin;

/// <summary>
/// An origin that redirects a request to the URL that it came under does not send browsers round in circles.
/// </summary>
public sealed class RedirectGuardTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly CoralizedNames Names = new(["localhost", "coral.test"], [], new MemoryHashedHosts());

    [Theory]
    [InlineData("http://www.x.com.localhost/a?b=c")]
    [InlineData("http://www.x.com.localhost:8080/a?b=c")]
    [InlineData("http://WWW.X.COM.LOCALHOST:8080/a?b=c")]
    [InlineData("http://www.x.com.coral.test/a?b=c")]
    [InlineData("http://www-x-com.coral.test/a?b=c")]
    [InlineData("http://www.x.com.80.localhost/a?b=c")]
    [InlineData("//www.x.com.localhost/a?b=c")]
    [InlineData("http://www.x.com.localhost/a?b=c#top")]
    [InlineData("http://www.x.com/a?b=c")]
    [InlineData("http://www.x.com:80/a?b=c")]
    [InlineData("/a?b=c")]
    [InlineData(" /a?b=c ")]
    [InlineData("?b=c")]
    [InlineData("a?b=c")]
    [InlineData("./a?b=c")]
    [InlineData("#top")]
    [InlineData("")]
    public async Task SendAsync_RedirectToTheSameUrl_LeadsBack(string location)
    {
        foreach (var status in (int[])[301, 302, 303, 307, 308])
        {
            Assert.Equal(FetchFailure.RedirectsBack, (await SendAsync(location, status)).Failure);
        }
    }

    [Theory]
    [InlineData("http://www.x.com.localhost/a?b=d")]
    [InlineData("http://www.x.com.localhost/a")]
    [InlineData("http://www.x.com.localhost/A?b=c")]
    [InlineData("http://www.y.com.localhost/a?b=c")]
    [InlineData("http://www.x.com.443.localhost/a?b=c")]
    [InlineData("https://www.x.com/a?b=c")]
    [InlineData("https://www.x.com.localhost/a?b=c")]
    [InlineData("http://www.x.com:8000/a?b=c")]
    [InlineData("http://x.com/a?b=c")]
    [InlineData("/%61?b=c")]
    [InlineData("/./a?b=c")]
    [InlineData("/a/?b=c")]
    [InlineData("b")]
    [InlineData("?b")]
    [InlineData("mailto:a@x.com")]
    [InlineData("http://")]
    [InlineData("http://[::1/a?b=c")]
    [InlineData("://")]
    public async Task SendAsync_AnyOtherRedirect_IsPassedOn(string location) =>
        Assert.Equal(302, (await SendAsync(location, 302)).Head?.Status);

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(300)]
    [InlineData(404)]
    public async Task SendAsync_LocationOfNoRedirect_IsPassedOn(int status) =>
        Assert.Equal(status, (await SendAsync("/a?b=c", status)).Head?.Status);

    [Theory]
    [InlineData("http://www.x.com.localhost/elsewhere", true)]
    [InlineData("http://www.x.com.localhost/a?b=c", true)]
    [InlineData("http://www.y.com.localhost/a?b=c", false)]
    [InlineData("/elsewhere", false)]
    public async Task SendsBack_AfterARedirectToCoral_IsTrueOfTheHost(string location, bool sendsBack)
    {
        var guard = Guard(location, 302);

        await guard.SendAsync(Request, CancellationToken.None);

        Assert.Equal((sendsBack, false), (guard.SendsBack("www.x.com"), guard.SendsBack("www.y.com")));
    }

    [Fact]
    public async Task SendAsync_AnyLocation_NeverThrows()
    {
        var random = new Random(20261130);
        const string Alphabet = "ab:/?#[]@!$&'()*+,;=%.-_~\\ \t\u00ff\u00001localhostcom";
        for (var i = 0; i < 20_000; i++)
        {
            var location = string.Concat(
                Enumerable.Range(0, random.Next(30)).Select(_ => Alphabet[random.Next(Alphabet.Length)])
            );
            await SendAsync(random.Next(2) == 0 ? location : "http://" + location, 302);
        }
    }

    [Fact]
    public void ReturningHosts_BeyondTheBound_ForgetTheOldest()
    {
        var hosts = new ReturningHosts(new FixedClock(Now));
        for (var i = 0; i <= ReturningHosts.Most; i++)
        {
            hosts.Add($"{i}.com");
        }

        Assert.Equal(
            (ReturningHosts.Most, false, true),
            (hosts.Count, hosts.Contains("0.com"), hosts.Contains("1.com"))
        );
    }

    private static CacheRequest Request { get; } =
        new(new CacheKey("http://www.x.com", "/a?b=c"), IsHead: false, FieldList.Empty);

    private static Task<FetchedResponse> SendAsync(string location, int status) =>
        Guard(location, status).SendAsync(Request, CancellationToken.None);

    private static RedirectGuard Guard(string location, int status) =>
        new(new Answering(new ResponseHead(status, FieldList.Of(("Location", location)))), Names, new FixedClock(Now));

    private sealed class Answering(ResponseHead head) : IOriginFetcher
    {
        public Task<FetchedResponse> SendAsync(CacheRequest request, CancellationToken cancellationToken) =>
            Task.FromResult(FetchedResponse.Responded(head, new NoBody()));

        public void Prepare(CacheKey key, OriginPreparation step) { }
    }

    private sealed class NoBody : IOriginBody
    {
        public long? Length => 0;

        public ValueTask<BodyRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
            ValueTask.FromResult(BodyRead.End);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
