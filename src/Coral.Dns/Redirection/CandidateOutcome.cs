namespace Coral.Dns.Redirection;

/// <summary>What became of a node that an answer could have named.</summary>
public enum CandidateOutcome
{
    /// <summary>It is in the answer.</summary>
    Chosen,

    /// <summary>It could have been.</summary>
    NotDrawn,

    /// <summary>It did not answer when it was last asked, or too long ago.</summary>
    Silent,

    /// <summary>It serves no HTTP, or at another port than this node.</summary>
    OtherService,

    /// <summary>It has no address of the family that was asked for.</summary>
    OtherFamily,

    /// <summary>It says that it has enough clients.</summary>
    Overloaded,

    /// <summary>It is about to stop.</summary>
    Leaving,

    /// <summary>It serves its own network only, and the client is elsewhere.</summary>
    LocalOnly,
}
