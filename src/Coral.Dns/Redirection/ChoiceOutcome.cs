namespace Coral.Dns.Redirection;

/// <summary>The outcomes of a choice of proxies.</summary>
internal enum ChoiceOutcome
{
    /// <summary>There are some.</summary>
    Chosen,

    /// <summary>None with an address of this family; there are others.</summary>
    NoneOfFamily,

    /// <summary>No living proxy is known.</summary>
    None,

    /// <summary>The last checks are too old: nodes must be checked first.</summary>
    NeedsTime,

    /// <summary>The resolver is to come over TCP, so that its round-trip time is known.</summary>
    Truncate,
}
