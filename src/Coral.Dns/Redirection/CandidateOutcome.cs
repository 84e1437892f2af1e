namespace Coral.Dns.Redirection;

/// <summary>The outcomes of a choice for one candidate.</summary>
public enum CandidateOutcome
{
    /// <summary>Named in the answer.</summary>
    Chosen,

    /// <summary>Eligible, but not drawn.</summary>
    NotDrawn,

    /// <summary>Without an answer to the last check, or with one that is too old.</summary>
    Silent,

    /// <summary>A node without HTTP, or with HTTP at another port than this node.</summary>
    OtherService,

    /// <summary>A node without an address of the family queried.</summary>
    OtherFamily,

    /// <summary>A node that reports to be overloaded.</summary>
    Overloaded,

    /// <summary>A node that is about to stop.</summary>
    Leaving,

    /// <summary>A node that serves its own network only, to which the client does not belong.</summary>
    LocalOnly,
}
