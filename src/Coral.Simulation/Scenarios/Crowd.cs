using Coral.Caching;
using Coral.Caching.Model;
using Coral.Simulation.Arithmetic;
using Coral.Simulation.Nodes;
using Coral.Simulation.Web;

namespace Coral.Simulation.Scenarios;

/// <summary>Clients beside every node, who ask it for files and look at every byte.</summary>
/// <remarks>
/// What they ask for, and when, depends on the seed and their place alone: the same load meets every kind of network.
/// </remarks>
internal sealed class Crowd(
    ProxyNetwork nodes,
    (CacheKey Key, byte[] Content)[] files,
    int seed,
    double rate,
    CrowdTally tally
)
{
    private readonly List<Task> _underWay = [];

    /// <summary>Stored bodies never change: one look at each is enough.</summary>
    private readonly HashSet<StoredBody> _read = [];
    private readonly CancellationTokenSource[] _lives = [.. nodes.Caches.Select(_ => new CancellationTokenSource())];

    /// <summary>Asks until <paramref name="end"/>, and waits for the last answers.</summary>
    public async Task PlayAsync(TimeSpan end)
    {
        await Task.WhenAll(Enumerable.Range(0, nodes.Caches.Count).Select(place => AskAsync(place, end)));
        await Task.WhenAll(_underWay);
    }

    /// <summary>The clients at a place die with their node.</summary>
    public void Crash(int place) => _lives[place].Cancel();

    private async Task AskAsync(int place, TimeSpan end)
    {
#pragma warning disable RS0030 // The load is a function of the seed and the place: this is where they become chance.
        var random = new Random(unchecked((seed * 1_000_003) + place));
#pragma warning restore RS0030
        var clock = nodes.Index.Clock;
        for (var due = TimeSpan.Zero; ; )
        {
            due += TimeSpan.FromSeconds(random.Exponential(1 / rate));
            var (key, content) = files[random.Next(files.Length)];
            if (due >= end)
            {
                return;
            }

            await clock.PauseAsync(due - clock.Elapsed);
            if (_lives[place].IsCancellationRequested)
            {
                return;
            }

            var request = RequestAsync(place, key, content);
            if (!request.IsCompletedSuccessfully)
            {
                _underWay.Add(request);
            }
        }
    }

    private async Task RequestAsync(int place, CacheKey key, byte[] content)
    {
        var madeAt = nodes.Index.Clock.Elapsed;
        var cache = nodes.Caches[place];
        if (cache.FindFresh(key, FieldList.Empty) is { } stored)
        {
            if (_read.Add(stored.Body))
            {
                await BodyCheck.ReadAsync(stored.Body, content, nodes.Index.Clock, default);
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
            // The client has died with its node.
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
        using var answer = await cache.GetAsync(
            new CacheRequest(key, IsHead: false, FieldList.Empty),
            cancellationToken
        );
        cancellationToken.ThrowIfCancellationRequested();
        if (answer is not { Head.Status: 200, Body: { } body })
        {
            tally.Fail();
            return;
        }

        var firstByteAt = await BodyCheck.ReadAsync(body, content, nodes.Index.Clock, cancellationToken);
        if (firstByteAt is { } at)
        {
            tally.Serve(madeAt, answer.Status, at);
        }
        else
        {
            tally.Fail();
        }
    }
}
