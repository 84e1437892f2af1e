using Coral.Core.Identity;
using Coral.Core.Time;

namespace Coral.Index.Store;

/// <summary>
/// The values that this node has put, and the nodes that store them: for renewal, withdrawal, and checks by others.
/// </summary>
/// <remarks>Owned by the node's loop.</remarks>
internal sealed class PublishedValues(MonotonicClock clock)
{
    private readonly Dictionary<Key, PublishedValue> _values = [];

    /// <summary>Begins or continues the publication of a value for <paramref name="key"/>.</summary>
    /// <param name="timeToLive">The time for which it is published from now on.</param>
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

    /// <summary>True if this node publishes a value for <paramref name="key"/>.</summary>
    public bool IsPublished(Key key) => Find(key) is { } own && clock.Now < own.Until;

    /// <summary>Stops publishing a value.</summary>
    /// <returns>The places where it may still be stored.</returns>
    public PublishedValue? Withdraw(Key key) => _values.Remove(key, out var own) ? own : null;

    /// <summary>Drops expired values.</summary>
    public void Sweep()
    {
        foreach (var key in _values.Where(v => v.Value.Until <= clock.Now).Select(v => v.Key).ToList())
        {
            _values.Remove(key);
        }
    }
}
