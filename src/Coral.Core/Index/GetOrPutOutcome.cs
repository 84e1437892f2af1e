namespace Coral.Core.Index;

/// <summary>How a get-or-put ended.</summary>
public enum GetOrPutOutcome
{
    /// <summary>Others came before: follow one of them.</summary>
    Found = 0,

    /// <summary>Nobody came before: the lease stands, and the caller fetches.</summary>
    First = 1,

    /// <summary>
    /// The walk could not settle level 0 (no node there answered): the caller fetches, and says so in its metrics.
    /// </summary>
    Undecided = 2,
}
