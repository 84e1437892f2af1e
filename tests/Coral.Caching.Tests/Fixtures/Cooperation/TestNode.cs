using System.Diagnostics.Metrics;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Caching.Publishing;
using Coral.Caching.Store;
using Coral.Caching.Transfers;
using Coral.Core.Index;

namespace Coral.Caching.Tests.Fixtures.Cooperation;

/// <summary>One whole cache of a cooperating network.</summary>
internal sealed class TestNode : IOriginFetcher, IDisposable
{
    private readonly TestNetwork _network;
    private readonly Meter _meter = new(CacheMetrics.MeterName);
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _counts = [];
    private readonly TaskCompletionSource _death = new();

    public TestNode(
        TestNetwork network,
        NodeContact contact,
        IContentIndex index,
        CacheOptions options,
        CooperationOptions cooperation
    )
    {
        _network = network;
        Contact = contact;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, _meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Count);
        _listener.Start();
        Store = new MemoryStore(options);
        Index = new MortalIndex(index, network.Clock);
        var composer = new CacheComposer(Store, this, options, new CacheMetrics(_meter), network.Clock);
        (Cache, Service) = composer.Together(
            new CooperationConfig(
                Index,
                Directory,
                network.Peers.For(contact),
                () => Contact,
                network.Tokens,
                network.Random,
                cooperation,
                new CooperationMetrics(_meter)
            )
        );
        network.Peers.Join(contact, Service);
    }

    public NodeContact Contact { get; }

    public MemoryStore Store { get; }

    public MortalIndex Index { get; }

    public MemoryNodeDirectory Directory { get; } = new();

    public ContentCache Cache { get; }

    /// <summary>What the cache does for the other nodes.</summary>
    public IPeerService Service { get; }

    public bool IsDead => Death.IsCompleted;

    /// <summary>Its end.</summary>
    public Task Death => _death.Task;

    /// <summary>Requests that this node sent to the origin.</summary>
    public int OriginRequests { get; private set; }

    /// <summary>
    /// What this node can be told of its instruments: the sum of <c>name</c> or <c>name/tag value</c>.
    /// </summary>
    public long Counted(string name) => _counts.GetValueOrDefault(name);

    /// <summary>The process dies: nothing that it had under way goes on, and nobody hears of it again.</summary>
    public void Kill()
    {
        _death.TrySetResult();
        Index.IsDead = true;
        _network.Index.SetReachable(Contact.Id, reachable: false);
        _network.Peers.Kill(Contact.Id);
    }

    /// <summary>What this node is fetching from the origin now.</summary>
    public List<CacheKey> Fetching { get; } = [];

    public async Task<FetchedResponse> SendAsync(CacheRequest request, CancellationToken cancellationToken)
    {
        if (IsDead)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _network.Clock, cancellationToken);
        }

        OriginRequests++;
        _network.OriginAsked?.Invoke(this, request);
        Fetching.Add(request.Key);
        FetchedResponse result;
        try
        {
            result = await _network.Web.SendAsync(request, cancellationToken);
        }
        catch
        {
            Fetching.Remove(request.Key);
            throw;
        }

        if (result is { Head: { } head, Body: { } body })
        {
            return FetchedResponse.Responded(head, new TrackedBody(body, () => Fetching.Remove(request.Key)));
        }

        Fetching.Remove(request.Key);
        return result;
    }

    public void Prepare(CacheKey key, OriginPreparation step) => _network.Web.Prepare(key, step);

    /// <summary>One client: asks, reads to the end, checks every byte, leaves.</summary>
    public async Task<ClientResult> GetAsync(string target, params (string Name, string Value)[] fields)
    {
        var asked = _network.Clock.Elapsed;
        var request = CacheFixture.Request(target, fields);
        using var answer = await Cache.GetAsync(request, CancellationToken.None);
        var headerAfter = _network.Clock.Elapsed - asked;
        var (bytes, failure) = answer.Body is null
            ? (0, null)
            : await BodyCheck.ReadAsync(answer.Body, CancellationToken.None);
        return new ClientResult(answer, bytes, failure, headerAfter, _network.Clock.Elapsed - asked);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }

    private void Count(
        Instrument instrument,
        long value,
        ReadOnlySpan<KeyValuePair<string, object?>> tags,
        object? state
    )
    {
        lock (_counts)
        {
            _counts[instrument.Name] = _counts.GetValueOrDefault(instrument.Name) + value;
            foreach (var tag in tags)
            {
                var name = $"{instrument.Name}/{tag.Value}";
                _counts[name] = _counts.GetValueOrDefault(name) + value;
            }
        }
    }
}
