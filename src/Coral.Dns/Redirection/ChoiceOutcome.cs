namespace Coral.Dns.Redirection;

/// <summary>The outcomes of a choice of proxies.</summary>
internal enum ChoiceOutcome
{
    /// <summary>At least one proxy was chosen.</summary>
    Chosen,

    /// <summary>Proxies are known, but none with an address of the family queried.</summary>
    NoneOfFamily,

    /// <summary>No living proxy is known.</summary>
    None,

    /// <summary>The last checks are too old: nodes must be checked first.</summary>
    NeedsTime,

    /// <summary>
    /// The response is truncated, so that the resolver retries over TCP and its round trip becomes known.
    /// </summary>
    Truncate,
}
