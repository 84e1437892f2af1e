using System.Diagnostics;

namespace Coral.Proxy.Origin;

/// <summary>The http origins that are requested over https. Bounded; safe for concurrent use.</summary>
/// <remarks>Every entry lives equally long, so the oldest is always the first to expire.</remarks>
internal sealed class SchemeMemory
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<LearnedScheme>> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<LearnedScheme> _oldestFirst = [];
    private readonly TimeSpan _lifetime;
    private readonly int _capacity;
    private readonly TimeProvider _clock;

    /// <summary>Creates an empty memory.</summary>
    public SchemeMemory(OriginOptions options, TimeProvider clock)
    {
        _lifetime = options.SchemeMemoryTime;
        _capacity = options.MaxSchemeMemoryEntries;
        _clock = clock;
    }

    /// <summary>Entries held, expired ones included.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byHost.Count;
            }
        }
    }

    /// <summary>True if <paramref name="host"/> is known to have moved to https.</summary>
    public bool IsSecure(string host)
    {
        lock (_lock)
        {
            if (!_byHost.TryGetValue(host, out var node))
            {
                return false;
            }

            if (_clock.GetElapsedTime(node.Value.Since) < _lifetime)
            {
                return true;
            }

            Remove(node);
            return false;
        }
    }

    /// <summary>Remembers, from now, that <paramref name="host"/> moved to https.</summary>
    public void Remember(string host)
    {
        lock (_lock)
        {
            if (_byHost.TryGetValue(host, out var known))
            {
                Remove(known);
            }
            else if (_byHost.Count >= _capacity)
            {
                Remove(_oldestFirst.First!);
            }

            _byHost[host] = _oldestFirst.AddLast(new LearnedScheme(host, _clock.GetTimestamp()));
            Debug.Assert(_byHost.Count == _oldestFirst.Count);
        }
    }

    /// <summary>Forgets what was known of <paramref name="host"/>.</summary>
    public void Forget(string host)
    {
        lock (_lock)
        {
            if (_byHost.TryGetValue(host, out var node))
            {
                Remove(node);
            }
        }
    }

    private void Remove(LinkedListNode<LearnedScheme> node)
    {
        _byHost.Remove(node.Value.Host);
        _oldestFirst.Remove(node);
    }

    private readonly record struct LearnedScheme(string Host, long Since);
}
