using Coral.Caching.Http;

namespace Coral.Simulation.Scenarios;

/// <summary>The counts of a crowd's requests, by the source and the time of their responses.</summary>
internal sealed class CrowdTally(int minutes)
{
    private const int Local = 0;

    /// <summary>Requests by minute, and by source: local, level 2, level 1, level 0, origin.</summary>
    private readonly int[,] _counts = new int[minutes, 5];
    private readonly List<double> _fetchTimes = [];
    private readonly List<ClientWait> _clientWaits = [];

    /// <summary>The number of requests that got the right response.</summary>
    public int Served { get; private set; }

    /// <summary>The number of requests that did not.</summary>
    public int Failed { get; private set; }

    /// <summary>The number of requests that joined a fetch under way at their node.</summary>
    public int Joined { get; private set; }

    /// <summary>Milliseconds to the first byte of requests that left their node, in ascending order.</summary>
    public IReadOnlyList<double> FetchTimes => [.. _fetchTimes.Order()];

    /// <summary>The waits of clients with places of their own, in the order of completion.</summary>
    public IReadOnlyList<ClientWait> ClientWaits => _clientWaits;

    /// <summary>The counts by minute and source.</summary>
    public IReadOnlyList<FlashCrowdResult.MinuteFigures> ByMinute =>
        [
            .. Enumerable
                .Range(0, minutes)
                .Select(m => new FlashCrowdResult.MinuteFigures(
                    m + 1,
                    _counts[m, Local],
                    _counts[m, 1],
                    _counts[m, 2],
                    _counts[m, 3],
                    _counts[m, 4]
                )),
        ];

    /// <summary>Counts a request that was served from the local store.</summary>
    public void Hit(TimeSpan madeAt) => Count(madeAt, Local);

    /// <summary>Counts a request that was served through the cache.</summary>
    /// <param name="madeAt">The virtual time at which the request was made.</param>
    /// <param name="status">The cache status of the response, which names its source.</param>
    /// <param name="firstByteAt">The arrival of the body's first byte.</param>
    public void Serve(TimeSpan madeAt, CacheStatus status, TimeSpan firstByteAt)
    {
        if (status.Hit || status.Collapsed)
        {
            Joined += status.Collapsed ? 1 : 0;
            Count(madeAt, Local);
            return;
        }

        _fetchTimes.Add((firstByteAt - madeAt).TotalMilliseconds);
        Count(
            madeAt,
            status.Detail switch
            {
                "level2" => 1,
                "level1" => 2,
                "level0" => 3,
                "origin" => 4,
                _ => throw new InvalidOperationException($"A response from '{status.Detail}'."),
            }
        );
    }

    /// <summary>Adds the wait of a client with a place of its own.</summary>
    public void Complete(ClientWait wait) => _clientWaits.Add(wait);

    /// <summary>Counts a request without the right response.</summary>
    public void Fail() => Failed++;

    private void Count(TimeSpan madeAt, int where)
    {
        Served++;
        _counts[(int)madeAt.TotalMinutes, where]++;
    }
}
