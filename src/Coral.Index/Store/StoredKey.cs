using Coral.Core.Identity;

namespace Coral.Index.Store;

/// <summary>The values of one key at one level, in the order of arrival, and the last put that was let pass.</summary>
internal sealed class StoredKey
{
    private uint _nextNumber = 1;

    /// <summary>The values, earliest arrival first.</summary>
    public List<StoredValue> Values { get; } = new(1);

    /// <summary>The last put that was let pass.</summary>
    public PassedPut Passed { get; set; }

    /// <summary>The number for the next value to arrive.</summary>
    public uint NextNumber() => _nextNumber++;

    /// <summary>The first value of <paramref name="owner"/> that passes <paramref name="accept"/>.</summary>
    public StoredValue? Of<T>(NodeId owner, T argument, Func<StoredValue, T, bool> accept)
        where T : allows ref struct
    {
        foreach (var value in Values)
        {
            if (value.Owner.Id == owner && accept(value, argument))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The value that will expire first.</summary>
    public StoredValue? EarliestExpiring()
    {
        StoredValue? first = null;
        foreach (var value in Values)
        {
            if (first is null || value.Expiry < first.Expiry)
            {
                first = value;
            }
        }

        return first;
    }
}
