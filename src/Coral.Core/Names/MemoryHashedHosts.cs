namespace Coral.Core.Names;

/// <summary>Hash labels in memory, the oldest forgotten first.</summary>
/// <param name="capacity">The most that are kept; each costs a few hundred bytes at most.</param>
public sealed class MemoryHashedHosts(int capacity = MemoryHashedHosts.DefaultCapacity) : IHashedHosts
{
    public const int DefaultCapacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, OriginAuthority> _byLabel = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();

    /// <summary>The number of labels known.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byLabel.Count;
            }
        }
    }

    public OriginAuthority? Find(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        lock (_gate)
        {
            return _byLabel.GetValueOrDefault(label);
        }
    }

    public void Learn(OriginAuthority authority)
    {
        var label = HashLabel.Of(authority);
        lock (_gate)
        {
            if (!_byLabel.TryAdd(label, authority))
            {
                return;
            }

            _oldestFirst.Enqueue(label);
            if (_byLabel.Count > capacity)
            {
                _byLabel.Remove(_oldestFirst.Dequeue());
            }
        }
    }
}
