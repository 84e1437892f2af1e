namespace Coral.Caching.Sources;

/// <summary>The next step of a search for a source.</summary>
/// <remarks>
/// <code>
///   from         to
///   LookUp       LookUp (without the holders just excluded), TryHolder, TryHead, Relay, LeaveLease, Origin
///   TryHolder    TryHolder (the next one), BackOff, LookUp, LeaveLease, Origin, Done
///   TryHead      TryHead (the next one), Origin, Done
///   BackOff      LookUp
///   Relay        LeaveLease, Done
///   LeaveLease   Origin
///   Origin       Done
/// </code>
/// The transitions are the return values of the steps; <see cref="SourceSearch"/> has the table.
/// </remarks>
internal enum SearchPhase
{
    /// <summary>Look up the holders in the index, and take the lease in the same lookup; no lease for HEAD.</summary>
    LookUp,

    /// <summary>Connect to the foremost of the holders that are left, and ask one.</summary>
    TryHolder,

    /// <summary>Ask the foremost of the holders that are left for its header alone (HEAD).</summary>
    TryHead,

    /// <summary>Every holder is full: wait, and look up again.</summary>
    BackOff,

    /// <summary>Only holders are left that others reach and this node does not: have a near node fetch.</summary>
    Relay,

    /// <summary>Fetch from the origin although other nodes have leases: take a lease beside theirs.</summary>
    LeaveLease,

    /// <summary>Ask the origin.</summary>
    Origin,

    /// <summary>There is a response, or the failure of the origin.</summary>
    Done,
}
