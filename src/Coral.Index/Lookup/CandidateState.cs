namespace Coral.Index.Lookup;

/// <summary>The progress of a lookup with one node.</summary>
internal enum CandidateState
{
    /// <summary>Known, not asked.</summary>
    New = 0,

    /// <summary>Asked, not answered yet.</summary>
    Asked = 1,

    /// <summary>Has answered.</summary>
    Answered = 2,

    /// <summary>Did not answer, or is not of this cluster.</summary>
    Failed = 3,
}
