using Coral.Caching.Http;

namespace Coral.Simulation.Scenarios;

/// <summary>Counts where a crowd's requests were answered, and how soon.</summary>
internal sealed class CrowdTally(int minutes)
{
    private const int Local = 0;

    /// <summary>Minute by minute: local, level 2, level 1, level 0, origin.</summary>
    private readonly int[,] _counts = new int[minutes, 5];
    private readonly List<double> _fetchTimes = [];
    private readonly List<ClientWait> _clientWaits = [];

    /// <summary>Requests answered well.</summary>
    public int Answered { get; private set; }

    /// <summary>Requests that were not.</summary>
    public int Failed { get; private set; }

    /// <summary>Requests that joined what was on its way to their node.</summary>
    public int Joined { get; private set; }

    /// <summary>Milliseconds to the first byte of requests that left their node, in ascending order.</summary>
    public IReadOnlyList<double> FetchTimes => [.. _fetchTimes.Order()];

    /// <summary>The waits of clients that stand apart from their proxy, in the order of service.</summary>
    public IReadOnlyList<ClientWait> ClientWaits => _clientWaits;

    /// <summary>All counts.</summary>
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

    /// <summary>A request was answered from the store at once.</summary>
    public void Hit(TimeSpan madeAt) => Count(madeAt, Local);

    /// <summary>A request was answered through the cache.</summary>
    /// <param name="madeAt">The time of the request.</param>
    /// <param name="status">The status of the response.</param>
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
                _ => throw new InvalidOperationException($"An answer from '{status.Detail}'."),
            }
        );
    }

    /// <summary>A client of its own place has the last byte.</summary>
    public void Complete(ClientWait wait) => _clientWaits.Add(wait);

    /// <summary>A request was not answered as it should.</summary>
    public void Fail() => Failed++;

    private void Count(TimeSpan madeAt, int where)
    {
        Answered++;
        _counts[(int)madeAt.TotalMinutes, where]++;
    }
}
