namespace Coral.Dns.Events;

/// <summary>The kinds of responses, for limits and counters.</summary>
public enum ResponseKind
{
    /// <summary>Records that were asked for.</summary>
    Positive,

    /// <summary>The name exists, and has nothing of the type.</summary>
    NoData,

    /// <summary>NXDOMAIN.</summary>
    NoName,

    /// <summary>Ask those servers.</summary>
    Referral,

    /// <summary>It did not fit, or the client is to prove its address: ask again over TCP.</summary>
    Truncated,

    /// <summary>REFUSED.</summary>
    Refused,

    /// <summary>FORMERR, NOTIMP, BADVERS, SERVFAIL, YXDOMAIN.</summary>
    Error,
}
