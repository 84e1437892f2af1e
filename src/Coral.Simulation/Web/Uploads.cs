using Coral.Caching.Http;

namespace Coral.Simulation.Web;

/// <summary>The counts of the copies of each object that each node sends to others at a time.</summary>
public sealed class Uploads
{
    private readonly Dictionary<(int Place, CacheKey Key), int> _running = [];

    /// <summary>The most copies of one object that one node ever sent at a time.</summary>
    public int Most { get; private set; }

    /// <summary>The number of all copies begun.</summary>
    public int Begun { get; private set; }

    internal void Begin(int place, CacheKey key)
    {
        var count = _running.GetValueOrDefault((place, key)) + 1;
        _running[(place, key)] = count;
        Most = Math.Max(Most, count);
        Begun++;
    }

    internal void End(int place, CacheKey key) => _running[(place, key)]--;
}
