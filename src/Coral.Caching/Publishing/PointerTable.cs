using System.Diagnostics.CodeAnalysis;
using Coral.Core.Identity;

namespace Coral.Caching.Publishing;

/// <summary>The pointers that a node keeps up in the index, by key. Bounded; the caller holds the lock.</summary>
internal sealed class PointerTable(CooperationOptions options, TimeProvider clock)
{
    /// <summary>The time between two searches of a full table for expired pointers.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Key, PublishedPointer> _pointers = [];
    private DateTimeOffset _nextSweep;

    public int Count => _pointers.Count;

    public IEnumerable<Key> Keys => _pointers.Keys;

    public bool Contains(Key key) => _pointers.ContainsKey(key);

    public bool TryGet(Key key, [MaybeNullWhen(false)] out PublishedPointer pointer) =>
        _pointers.TryGetValue(key, out pointer);

    public void Remove(Key key) => _pointers.Remove(key);

    /// <summary>Adds a pointer, or puts it in the place of the one under its key.</summary>
    /// <returns><see langword="false"/> when the table is full.</returns>
    public bool TrySet(Key key, PublishedPointer pointer)
    {
        if (!_pointers.ContainsKey(key) && !MakeRoom())
        {
            return false;
        }

        _pointers[key] = pointer;
        return true;
    }

    private bool MakeRoom()
    {
        if (_pointers.Count < options.Pointers)
        {
            return true;
        }

        var now = clock.GetUtcNow();
        if (now < _nextSweep)
        {
            return false;
        }

        _nextSweep = now + SweepInterval;
        foreach (var key in _pointers.Where(p => p.Value.Until <= now).Select(p => p.Key).ToList())
        {
            _pointers.Remove(key);
        }

        return _pointers.Count < options.Pointers;
    }
}
