namespace Coral.Index.Lookup;

/// <summary>The progress of a lookup with one node.</summary>
internal enum CandidateState
{
    /// <summary>Known, not asked yet.</summary>
    New = 0,

    /// <summary>Queried, without a response yet.</summary>
    Queried = 1,

    /// <summary>Has responded.</summary>
    Answered = 2,

    /// <summary>Has not responded in time, or is of another cluster.</summary>
    Failed = 3,
}
