namespace Coral.Dns.Redirection;

/// <summary>How a choice of proxies ended.</summary>
internal enum ChoiceOutcome
{
    /// <summary>There are some.</summary>
    Chosen,

    /// <summary>None with an address of this family; there are others.</summary>
    NoneOfFamily,

    /// <summary>No living proxy is known.</summary>
    None,

    /// <summary>Whom we know must be asked first whether they live.</summary>
    NeedsTime,

    /// <summary>The resolver is to come over TCP, so that its round-trip time is known.</summary>
    Truncate,
}
