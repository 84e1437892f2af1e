namespace Coral.Lab.Crowd;

/// <summary>Counts what the clients of a crowd meet. Any thread.</summary>
internal sealed class CrowdCounter
{
    private readonly Lock _lock = new();
    private readonly List<FetchResult> _results = [];
    private int _waiting;

    /// <summary>The figures now.</summary>
    public CrowdFigures Read()
    {
        lock (_lock)
        {
            return CrowdFigures.Of(_results, _waiting);
        }
    }

    /// <summary>A client comes.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _waiting++;
        }
    }

    /// <summary>It leaves.</summary>
    public void End(FetchResult result)
    {
        lock (_lock)
        {
            _waiting--;
            _results.Add(result);
        }
    }
}
