using System.Diagnostics.Metrics;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Names;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Pipeline;
using Coral.Proxy.Tests.Fixtures;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>The path of a hit, without a server around it: what it costs, and that it waits for its client.</summary>
public sealed class HitPathTests
{
    /// <summary>
    /// A hit allocates nothing of ours; this leaves room for what the runtime itself does now and then.
    /// </summary>
    private const double MaxBytesPerHit = 1;

    private readonly FakeContentCache _cache = new();
    private readonly RequestPipeline _pipeline;

    public HitPathTests()
    {
        _pipeline = Pipeline(accessLog: null);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(41 * 1024)]
    [InlineData(1024 * 1024)]
    public void Hit_AgainAndAgain_AllocatesNothing(int length)
    {
        const int Rounds = 20_000;
        Keep(length);
        var connection = new FakeConnection("/");
        Serve(_pipeline, connection, 1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Serve(_pipeline, connection, Rounds);
        var perHit = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Rounds;

        Assert.InRange(perHit, 0, MaxBytesPerHit);
        Assert.Equal((Rounds + 1000L) * length, connection.Output.Written);
    }

    [Fact]
    public void Hit_InACodedForm_AllocatesNothing()
    {
        const int Rounds = 20_000;
        Keep(1024);
        var coded = StoredBody.Of(new byte[100]);
        var stored = Assert.Single(_cache.Fresh);
        Assert.True(_cache.KeepCoded(stored.Key, stored.Value, ContentCoding.Gzip, coded));
        var connection = new FakeConnection("/");
        connection.Get<IHttpRequestFeature>()!.Headers.AcceptEncoding = "gzip, deflate";
        Serve(_pipeline, connection, 1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Serve(_pipeline, connection, Rounds);
        var perHit = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Rounds;

        Assert.InRange(perHit, 0, MaxBytesPerHit);
        Assert.Equal((Rounds + 1000L) * coded.Length, connection.Output.Written);
        Assert.Equal("gzip", connection.Headers.ContentEncoding);
    }

    [Fact(Timeout = 30_000)]
    public async Task Hit_WithAnAccessLog_AllocatesNothingEither()
    {
        const int Rounds = 20_000;
        Keep(1024);
        using var disk = new MemoryStream();
        await using var log = AccessLog.Start(() => disk, queueLength: 64, NullLogger.Instance);
        var pipeline = Pipeline(log);
        var connection = new FakeConnection("/");
        Serve(pipeline, connection, 1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Serve(pipeline, connection, Rounds);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Rounds, 0, MaxBytesPerHit);
    }

    [Fact(Timeout = 30_000)]
    public async Task Hit_ClientReadsSlowly_NothingMoreIsHandedOver()
    {
        Keep(5 * StoredBody.SegmentBytes);
        var connection = new FakeConnection("/");
        connection.Output.Hold();

        var serving = _pipeline.ProcessRequestAsync(_pipeline.CreateContext(connection));
        Assert.False(serving.IsCompleted);
        Assert.Equal(StoredBody.SegmentBytes, connection.Output.Written);

        connection.Output.Release();
        await serving;
        Assert.Equal(5 * StoredBody.SegmentBytes, connection.Output.Written);
    }

    [Fact(Timeout = 30_000)]
    public async Task Stream_ClientReadsSlowly_TheBodyIsNotReadAhead()
    {
        var body = GrowingBody.Complete(new byte[5 * 64 * 1024]);
        _cache.Respond = (_, _) => Task.FromResult<Coral.Caching.CacheResponse>(FakeResponse.Growing(body));
        var connection = new FakeConnection("/");
        connection.Output.Hold();

        var serving = _pipeline.ProcessRequestAsync(_pipeline.CreateContext(connection));
        Assert.False(serving.IsCompleted);
        Assert.Equal(64 * 1024, body.Furthest);

        connection.Output.Release();
        await serving;
        Assert.Equal(5 * 64 * 1024, connection.Output.Written);
    }

    private RequestPipeline Pipeline(AccessLog? accessLog)
    {
        var names = new CoralizedNames(["localhost"], [], new MemoryHashedHosts());
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var clock = new FixedClock(ProxyUnderTest.Now);
        var metrics = new ProxyMetrics(services.GetRequiredService<IMeterFactory>());
        return new RequestPipeline(
            _cache,
            names,
            new RequestPolicy(
                names,
                new LoopDetector("net"),
                new ProxyOptions().MaxRequestLineBytes,
                static _ => false
            ),
            new RequestJournal(metrics, accessLog, clock, NullLogger.Instance),
            new PipelineConfig(new ProxyOptions().Compress, new ProxyOptions().HalfClosedPatience),
            clock
        );
    }

    private void Keep(int length) =>
        _cache.Fresh[new CacheKey("http://www.x.com", "/")] = Stored.Of(
            new byte[length],
            ("Content-Type", "text/plain"),
            ("Date", "Thu, 01 Jan 2026 00:00:00 GMT"),
            ("ETag", "\"v1\""),
            ("Last-Modified", "Wed, 31 Dec 2025 00:00:00 GMT"),
            ("Cache-Control", "max-age=110"),
            ("X-Own", "1")
        );

    private static void Serve(RequestPipeline pipeline, FakeConnection connection, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            connection.Headers.Clear();
            var context = pipeline.CreateContext(connection);
            var serving = pipeline.ProcessRequestAsync(context);
            Assert.True(ReferenceEquals(serving, Task.CompletedTask));
            pipeline.DisposeContext(context, exception: null);
        }
    }
}
