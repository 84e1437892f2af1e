using System.Diagnostics.Metrics;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Simulation.Time;

namespace Coral.Caching.Tests.Fixtures;

/// <summary>A whole cache in virtual time, over a scripted origin.</summary>
internal sealed class CacheFixture : IDisposable
{
    public const string Origin = "http://www.x.com";

    public CacheFixture(CacheOptions? options = null)
    {
        Options = options ?? new CacheOptions();
        Store = new MemoryStore(Options);
        Web = new ScriptedFetcher(Clock);
        Metrics = new CacheMetrics(Meter);
        Cache = new CacheComposer(Store, Web, Options, Metrics, Clock).Alone();
    }

    public CacheOptions Options { get; }

    public Meter Meter { get; } = new(CacheMetrics.MeterName);

    public CacheMetrics Metrics { get; }

    public VirtualClock Clock { get; } = new();

    public ScriptedFetcher Web { get; }

    public MemoryStore Store { get; }

    public ContentCache Cache { get; }

    public static CacheRequest Request(string target, params ReadOnlySpan<(string Name, string Value)> fields) =>
        new(new CacheKey(Origin, target), IsHead: false, FieldList.Of(fields));

    public void Dispose() => Meter.Dispose();

    /// <summary>One client: asks, reads to the end, leaves.</summary>
    public Task<ClientResult> GetAsync(string target, params (string Name, string Value)[] fields) =>
        GetAsync(Request(target, fields), CancellationToken.None);

    public async Task<ClientResult> GetAsync(CacheRequest request, CancellationToken cancellationToken)
    {
        var asked = Clock.Elapsed;
        using var answer = await Cache.GetAsync(request, cancellationToken);
        var headerAfter = Clock.Elapsed - asked;
        var (bytes, failure) = answer.Body is null
            ? (0, null)
            : await BodyCheck.ReadAsync(answer.Body, cancellationToken);
        return new ClientResult(answer, bytes, failure, headerAfter, Clock.Elapsed - asked);
    }

    public Task<ClientResult[]> CrowdAsync(int clients, string target) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(_ => GetAsync(target)));

    public Task Wait(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Clock);
}
