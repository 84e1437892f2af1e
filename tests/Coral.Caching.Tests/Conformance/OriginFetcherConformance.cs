using Coral.Caching.Http;
using Coral.Caching.Transfers;

namespace Coral.Caching.Tests.Conformance;

/// <summary>The promises of every <see cref="IOriginFetcher"/>. Each implementation derives one class.</summary>
/// <remarks>"The origin is asked once" rests on it.</remarks>
public abstract class OriginFetcherConformance
{
    /// <summary>Runs a test against a new origin with one file.</summary>
    protected abstract Task RunAsync(Func<IOriginSite, Task> test);

    [Fact]
    public Task Send_OfAGet_BringsTheWholeWithOneRequest() =>
        RunAsync(async site =>
        {
            var response = await site.Fetcher.SendAsync(Request(site), CancellationToken.None);
            var (bytes, failure) = await ReadAsync(response.Body!);

            Assert.Equal(200, response.Head!.Status);
            Assert.Equal(site.Tag, response.Head.Fields.Get("ETag"));
            Assert.Equal(site.Content.Length, response.Body!.Length);
            Assert.Equal(site.Content, bytes);
            Assert.Null(failure);
            Assert.Equal(1, site.Requests);
        });

    [Fact]
    public Task Send_OfAHead_BringsNoBody() =>
        RunAsync(async site =>
        {
            var request = Request(site) with { IsHead = true };
            var response = await site.Fetcher.SendAsync(request, CancellationToken.None);

            Assert.Equal(200, response.Head!.Status);
            Assert.Empty((await ReadAsync(response.Body!)).Bytes);
        });

    [Fact]
    public Task Send_OfAConditionThatHolds_Is304() =>
        RunAsync(async site =>
        {
            var request = Request(site, ("If-None-Match", site.Tag));
            var response = await site.Fetcher.SendAsync(request, CancellationToken.None);

            Assert.Equal(304, response.Head!.Status);
            Assert.Empty((await ReadAsync(response.Body!)).Bytes);
        });

    [Fact]
    public Task Send_OfTheRest_BringsTheRest() =>
        RunAsync(async site =>
        {
            var request = Request(site, ("Range", "bytes=1000-"), ("If-Range", site.Tag));
            var response = await site.Fetcher.SendAsync(request, CancellationToken.None);
            var (bytes, failure) = await ReadAsync(response.Body!);

            var length = site.Content.Length;
            Assert.Equal(206, response.Head!.Status);
            Assert.Equal($"bytes 1000-{length - 1}/{length}", response.Head.Fields.Get("Content-Range"));
            Assert.Equal(site.Content[1000..], bytes);
            Assert.Null(failure);
        });

    [Fact]
    public Task Send_OfTheRestOfAnotherVersion_BringsTheWhole() =>
        RunAsync(async site =>
        {
            var request = Request(site, ("Range", "bytes=1000-"), ("If-Range", "\"other\""));
            var response = await site.Fetcher.SendAsync(request, CancellationToken.None);

            Assert.Equal(200, response.Head!.Status);
            Assert.Equal(site.Content, (await ReadAsync(response.Body!)).Bytes);
        });

    [Fact]
    public Task Send_ToAnOriginThatIsGone_IsAValue() =>
        RunAsync(async site =>
        {
            await site.KillAsync();

            var response = await site.Fetcher.SendAsync(Request(site), CancellationToken.None);

            Assert.Null(response.Head);
            Assert.Null(response.Body);
            Assert.True(
                response.Failure is FetchFailure.ConnectFailed or FetchFailure.ConnectTimedOut,
                response.Failure.ToString()
            );
        });

    [Fact]
    public Task Send_Cancelled_Throws() =>
        RunAsync(async site =>
        {
            using var leave = new CancellationTokenSource();
            var sending = site.Fetcher.SendAsync(Request(site), leave.Token);
            Cancel(leave);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        });

    [Fact]
    public Task Body_ThatIsLeft_LeavesTheFetcherUsable() =>
        RunAsync(async site =>
        {
            var left = await site.Fetcher.SendAsync(Request(site), CancellationToken.None);
            await left.Body!.DisposeAsync();

            var response = await site.Fetcher.SendAsync(Request(site), CancellationToken.None);

            Assert.Equal(site.Content, (await ReadAsync(response.Body!)).Bytes);
            Assert.Equal(2, site.Requests);
        });

    [Fact]
    public Task Prepare_OfAnOrigin_SendsNoRequest() =>
        RunAsync(async site =>
        {
            site.Fetcher.Prepare(site.Key, OriginPreparation.Resolve);
            site.Fetcher.Prepare(site.Key, OriginPreparation.Connect);
            site.Fetcher.Prepare(site.Key, OriginPreparation.Connect);
            Assert.Equal(0, site.Requests);

            var response = await site.Fetcher.SendAsync(Request(site), CancellationToken.None);

            Assert.Equal(site.Content, (await ReadAsync(response.Body!)).Bytes);
            Assert.Equal(1, site.Requests);
        });

    private static CacheRequest Request(IOriginSite site, params ReadOnlySpan<(string Name, string Value)> fields) =>
        new(site.Key, IsHead: false, FieldList.Of(fields));

    private static async Task<(byte[] Bytes, FetchFailure? Failure)> ReadAsync(IOriginBody body)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[10_000];
        while (true)
        {
            var read = await body.ReadAsync(buffer, CancellationToken.None);
            if (read.Bytes == 0)
            {
                await body.DisposeAsync();
                return (bytes.ToArray(), read.Failure);
            }

            bytes.Write(buffer, 0, read.Bytes);
        }
    }

    // On this thread: the thread pool has no virtual time.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();
}
