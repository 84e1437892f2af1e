namespace Coral.Lab.Crowd;

/// <summary>Counts what the clients of a crowd meet. Any thread.</summary>
internal sealed class CrowdTally
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RequestSource, int> _bySource = [];
    private readonly List<TimeSpan> _firstByte = [];
    private int _requests;
    private int _failed;
    private int _wrong;
    private int _waiting;

    /// <summary>The figures now.</summary>
    public CrowdFigures Read()
    {
        lock (_lock)
        {
            return new CrowdFigures(
                _requests,
                _failed,
                _wrong,
                _waiting,
                new Dictionary<RequestSource, int>(_bySource),
                [.. _firstByte.Order()]
            );
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

    /// <summary>It leaves with the file.</summary>
    public void Succeed(RequestSource source, TimeSpan firstByte)
    {
        lock (_lock)
        {
            _waiting--;
            _requests++;
            _bySource[source] = _bySource.GetValueOrDefault(source) + 1;
            _firstByte.Add(firstByte);
        }
    }

    /// <summary>It leaves without.</summary>
    public void Fail()
    {
        lock (_lock)
        {
            _waiting--;
            _failed++;
        }
    }

    /// <summary>It leaves with something else.</summary>
    public void BeWrong()
    {
        lock (_lock)
        {
            _waiting--;
            _wrong++;
        }
    }
}
