namespace Coral.Index.Wire;

/// <summary>Reads a message's map: unsigned keys in strictly ascending order, each with one item.</summary>
internal ref struct MapReader
{
    /// <summary>Most pairs that a message may have.</summary>
    public const int MaxPairs = 32;

    /// <summary>The reader of items; a public field, so that it is advanced in place.</summary>
    public CborReader Items;

    private int _remaining;
    private int _lastKey;

    public MapReader(ReadOnlySpan<byte> message)
    {
        Items = new CborReader(message);
        _remaining = Items.MapOf(MaxPairs);
        _lastKey = -1;
    }

    /// <summary>True if the whole message was read and is well-formed.</summary>
    public readonly bool IsComplete => _remaining == 0 && Items.IsComplete;

    /// <summary>Reads the next key if it is lower than <paramref name="below"/>.</summary>
    /// <returns><see langword="false"/> at the end, on a fault, and when the next key is not lower.</returns>
    public bool TryNext(int below, out int key)
    {
        key = -1;
        if (_remaining == 0 || Items.Failed)
        {
            return false;
        }

        var ahead = Items;
        key = (int)ahead.UInt(ushort.MaxValue);
        if (!ahead.Failed && key >= below)
        {
            return false;
        }

        Items = ahead;
        if (key <= _lastKey || Items.Failed)
        {
            Items.Refuse();
            return false;
        }

        _lastKey = key;
        _remaining--;
        return true;
    }
}
