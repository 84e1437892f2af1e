namespace Coral.Dns.Events;

/// <summary>The kinds of responses, for limits and counters.</summary>
public enum ResponseKind
{
    /// <summary>Records of the type queried.</summary>
    Positive,

    /// <summary>The name exists, and has nothing of the type.</summary>
    NoData,

    /// <summary>NXDOMAIN.</summary>
    NoName,

    /// <summary>A referral to other name servers.</summary>
    Referral,

    /// <summary>
    /// TC: the response does not fit, or the client's address must be validated first; the client retries over TCP.
    /// </summary>
    Truncated,

    /// <summary>REFUSED.</summary>
    Refused,

    /// <summary>FORMERR, NOTIMP, BADVERS, SERVFAIL, YXDOMAIN.</summary>
    Error,
}
