using System.Net;
using System.Net.Http.Headers;
using Coral.Lab.Origin;
using Coral.Testing.Time;

namespace Coral.Lab.Tests.Origin;

public sealed class LabOriginTests : IAsyncLifetime
{
    private static readonly IPEndPoint Anywhere = new(IPAddress.Loopback, 0);

    private readonly ManualTimeProvider _clock = new();
    private readonly HttpClient _client = new();
    private LabOrigin _origin = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _origin = await LabOrigin.StartAsync(Anywhere, _clock, Token);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _origin.DisposeAsync();
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_OfAFile_HasItsBytesAndValidators()
    {
        using var response = await GetAsync("/1KB/a");

        Assert.Equal(LabFile.Find("/1KB/a")!.Bytes(), await response.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("max-age=43200", response.Headers.CacheControl!.ToString());
        Assert.False(response.Headers.ETag!.IsWeak);
        Assert.NotNull(response.Content.Headers.LastModified);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true, HttpStatusCode.PartialContent, 24)]
    [InlineData(false, HttpStatusCode.OK, 1_024)]
    public async Task Get_OfARangeIfUnchanged_IsTheRangeOrTheWhole(bool isSame, HttpStatusCode status, int length)
    {
        var tag = $"\"{(isSame ? LabFile.Find("/1KB/a")!.Tag : "other")}\"";
        using var response = await GetAsync(
            "/1KB/a",
            headers =>
            {
                headers.Range = new RangeHeaderValue(1_000, null);
                headers.IfRange = new RangeConditionHeaderValue(tag);
            }
        );

        Assert.Equal((status, (long)length), (response.StatusCode, response.Content.Headers.ContentLength));
        Assert.Equal(LabFile.Find("/1KB/a")!.Bytes()[^length..], await response.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("bytes=1000-", Assert.Single(_origin.Requests).Range);
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_OfWhatHasNotChanged_Is304AndCounted()
    {
        var tag = new EntityTagHeaderValue($"\"{LabFile.Find("/1KB/a")!.Tag}\"");
        using var response = await GetAsync("/1KB/a", headers => headers.IfNoneMatch.Add(tag));

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Equal(
            new LabOriginRequest(IPAddress.Loopback, "/1KB/a", "", IsConditional: true),
            Assert.Single(_origin.Requests)
        );
    }

    [Fact(Timeout = 30_000)]
    public async Task Get_OfNoFile_Is404AndCounted()
    {
        using var response = await GetAsync("/nothing");

        Assert.Equal((HttpStatusCode.NotFound, 1), (response.StatusCode, _origin.CountOf("/nothing")));
    }

    [Fact(Timeout = 30_000)]
    public async Task FirstByteDelay_OfTwoSeconds_DelaysTheResponse()
    {
        var asked = new TaskCompletionSource<LabOriginRequest>();
        _origin.Requested += asked.SetResult;
        _origin.FirstByteDelay = TimeSpan.FromSeconds(2);
        var response = GetAsync("/1KB/a");
        Assert.Equal("/1KB/a", (await asked.Task).Path);
        await _clock.UntilArmedAsync(TimeSpan.FromSeconds(2));
        Assert.False(response.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));

        using var answer = await response;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestHeaders>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{_origin.EndPoint}{path}");
        change?.Invoke(request.Headers);
        return await _client.SendAsync(request, Token);
    }
}
