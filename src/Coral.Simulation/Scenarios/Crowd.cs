using Coral.Caching;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Simulation.Nodes;

namespace Coral.Simulation.Scenarios;

/// <summary>The clients beside every node, which request files from it and check every byte.</summary>
internal sealed class Crowd(
    ProxyNetwork nodes,
    (CacheKey Key, byte[] Content)[] files,
    Arrivals arrivals,
    CrowdTally tally
)
{
    private readonly List<Task> _underWay = [];

    /// <summary>Stored bodies never change, so each is checked once.</summary>
    private readonly HashSet<StoredBody> _read = [];
    private readonly CancellationTokenSource[] _lives = [.. nodes.Caches.Select(_ => new CancellationTokenSource())];

    /// <summary>Sends requests until <paramref name="end"/>, and waits for the last responses.</summary>
    public async Task PlayAsync(TimeSpan end)
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, nodes.Caches.Count)
                .Select(place => arrivals.PlayAsync(place, end, file => StartRequest(place, file)))
        );
        await Task.WhenAll(_underWay);
    }

    /// <summary>Ends the clients at a place, whose node has crashed.</summary>
    public void Crash(int place) => _lives[place].Cancel();

    private bool StartRequest(int place, int file)
    {
        if (_lives[place].IsCancellationRequested)
        {
            return false;
        }

        var (key, content) = files[file];
        var request = RequestAsync(place, key, content);
        if (!request.IsCompletedSuccessfully)
        {
            _underWay.Add(request);
        }

        return true;
    }

    private async Task RequestAsync(int place, CacheKey key, byte[] content)
    {
        var madeAt = nodes.Index.Clock.Elapsed;
        var cache = nodes.Caches[place];
        if (cache.FindFresh(key, FieldList.Empty) is { } stored)
        {
            if (_read.Add(stored.Body))
            {
                await BodyCheck.ReadAsync(stored.Body.OpenReader(), content, nodes.Index.Clock, default);
            }

            tally.Hit(madeAt);
            return;
        }

        try
        {
            await FetchAsync(cache, madeAt, key, content, _lives[place].Token);
        }
        catch (OperationCanceledException) when (_lives[place].IsCancellationRequested)
        {
            // The client has ended with its node.
        }
    }

    private async Task FetchAsync(
        IContentCache cache,
        TimeSpan madeAt,
        CacheKey key,
        byte[] content,
        CancellationToken cancellationToken
    )
    {
        using var response = await cache.GetAsync(
            new CacheRequest(key, IsHead: false, FieldList.Empty),
            cancellationToken
        );
        cancellationToken.ThrowIfCancellationRequested();
        if (response is not { Head.Status: 200, Body: { } body })
        {
            tally.Fail();
            return;
        }

        var firstByteAt = await BodyCheck.ReadAsync(body, content, nodes.Index.Clock, cancellationToken);
        if (firstByteAt is { } at)
        {
            tally.Serve(madeAt, response.Status, at);
        }
        else
        {
            tally.Fail();
        }
    }
}
