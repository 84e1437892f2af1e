namespace Coral.Index.Events;

/// <summary>The operations on the index that look a key up.</summary>
public enum LookupKind
{
    /// <summary>A get of values.</summary>
    Get = 0,

    /// <summary>A put of a value.</summary>
    Put = 1,

    /// <summary>A get-or-put, which takes a lease where it finds nothing.</summary>
    GetOrPut = 2,
}
