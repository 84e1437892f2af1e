namespace Coral.Lab.Crowd;

/// <summary>Counts what the clients of a crowd meet. Any thread.</summary>
internal sealed class CrowdCounter
{
    private readonly Lock _lock = new();
    private readonly List<FetchResult> _results = [];
    private int _waiting;

    /// <summary>A snapshot of the figures.</summary>
    public CrowdFigures Read()
    {
        lock (_lock)
        {
            return CrowdFigures.Of(_results, _waiting);
        }
    }

    /// <summary>Counts a client that begins.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _waiting++;
        }
    }

    /// <summary>Counts a client that leaves, by its result.</summary>
    public void End(FetchResult result)
    {
        lock (_lock)
        {
            _waiting--;
            _results.Add(result);
        }
    }
}
