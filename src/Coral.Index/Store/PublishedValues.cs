using Coral.Core.Identity;

namespace Coral.Index.Store;

/// <summary>What this node has put itself, and where: for renewing, for taking back, and for standing by it.</summary>
/// <remarks>Owned by the node's loop.</remarks>
internal sealed class PublishedValues(NodeClock clock)
{
    private readonly Dictionary<Key, PublishedValue> _values = [];

    public int Count => _values.Count;

    /// <summary>Begins, or goes on with, a put for <paramref name="key"/>.</summary>
    /// <param name="key">Which.</param>
    /// <param name="timeToLive">How long the node stands by it from now on.</param>
    public PublishedValue Publish(Key key, TimeSpan timeToLive)
    {
        if (!_values.TryGetValue(key, out var own))
        {
            _values[key] = own = new PublishedValue();
        }

        own.Until = clock.Now + timeToLive;
        return own;
    }

    public PublishedValue? Find(Key key) => _values.GetValueOrDefault(key);

    /// <summary>Whether the node stands by a value for <paramref name="key"/>.</summary>
    public bool IsPublished(Key key) => Find(key) is { } own && clock.Now < own.Until;

    /// <summary>Stops standing by it.</summary>
    /// <returns>Where it may still be stored.</returns>
    public PublishedValue? Withdraw(Key key) => _values.Remove(key, out var own) ? own : null;

    /// <summary>Drops all whose time is over.</summary>
    public void Sweep()
    {
        foreach (var key in _values.Where(v => v.Value.Until <= clock.Now).Select(v => v.Key).ToList())
        {
            _values.Remove(key);
        }
    }
}
