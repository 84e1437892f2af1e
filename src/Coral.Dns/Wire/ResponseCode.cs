namespace Coral.Dns.Wire;

/// <summary>Response codes (RFC 6895, section 2.3); those above 15 need EDNS.</summary>
public enum ResponseCode
{
    NoError = 0,

    /// <summary>FORMERR: the query could not be read.</summary>
    FormatError = 1,

    /// <summary>SERVFAIL: no answer now; another server may have one.</summary>
    ServerFailure = 2,

    /// <summary>NXDOMAIN: neither the name nor anything below it exists (RFC 8020).</summary>
    NameError = 3,

    /// <summary>NOTIMP: an operation that this server does not know.</summary>
    NotImplemented = 4,

    /// <summary>REFUSED: the client or the name is not served here.</summary>
    Refused = 5,

    /// <summary>YXDOMAIN: a DNAME's substitution gave too long a name (RFC 6672, section 2.2).</summary>
    NameTooLong = 6,

    /// <summary>BADVERS: an EDNS version that this server does not know (RFC 6891, section 6.1.3).</summary>
    BadVersion = 16,

    /// <summary>BADCOOKIE: RFC 7873, section 8.</summary>
    BadCookie = 23,
}
