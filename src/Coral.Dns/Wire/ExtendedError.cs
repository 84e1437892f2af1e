namespace Coral.Dns.Wire;

/// <summary>
/// The extended errors that this server sends (RFC 8914, section 4): the reasons for a response code.
/// </summary>
public enum ExtendedError
{
    /// <summary>No extended error. (The RFC's code 0, “other”, is never sent.)</summary>
    None = 0,

    /// <summary>14: the server is up, but not yet able to answer.</summary>
    NotReady = 14,

    /// <summary>18: the operator's rules do not allow the query.</summary>
    Prohibited = 18,

    /// <summary>20: the name lies in no zone of this server.</summary>
    NotAuthoritative = 20,

    /// <summary>21: an operation or type that is not supported.</summary>
    NotSupported = 21,
}
