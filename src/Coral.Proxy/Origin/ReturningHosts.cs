namespace Coral.Proxy.Origin;

/// <summary>The origins that were seen to redirect visitors to Coral. Bounded; safe for concurrent use.</summary>
internal sealed class ReturningHosts(TimeProvider clock)
{
    /// <summary>The number of hosts remembered; beyond it the one seen longest ago is forgotten.</summary>
    public const int Most = 1024;

    /// <summary>The time for which a host is remembered after it was last seen to do so.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, DateTimeOffset> _seen = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The number of hosts held, expired ones included.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _seen.Count;
            }
        }
    }

    /// <summary>True if <paramref name="host"/> was seen to redirect to Coral not long ago.</summary>
    public bool Contains(string host)
    {
        lock (_lock)
        {
            return _seen.TryGetValue(host, out var at) && clock.GetUtcNow() - at < Memory;
        }
    }

    /// <summary>Remembers, from now, that <paramref name="host"/> redirects to Coral.</summary>
    public void Add(string host)
    {
        lock (_lock)
        {
            if (!_seen.Remove(host) && _seen.Count == Most)
            {
                _seen.RemoveAt(0);
            }

            _seen.Add(host, clock.GetUtcNow());
        }
    }
}
