namespace Coral.Core.Index;

/// <summary>The end of a get-or-put.</summary>
public enum GetOrPutOutcome
{
    /// <summary>Others came before: follow one of them.</summary>
    Found = 0,

    /// <summary>No node came before: the caller has the lease, and fetches.</summary>
    First = 1,

    /// <summary>
    /// Level 0 could not be decided (no node there answered): the caller fetches, and says so in its metrics.
    /// </summary>
    Undecided = 2,
}
