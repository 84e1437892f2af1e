namespace Coral.Dns.Wire;

/// <summary>Why a query ended as it did (RFC 8914, section 4), as far as this server says so.</summary>
public enum ExtendedError
{
    /// <summary>Nothing is said. (The RFC's code 0, “other”, is never sent.)</summary>
    None = 0,

    /// <summary>14: the server is up, but not yet able to answer.</summary>
    NotReady = 14,

    /// <summary>18: an operator's rule keeps the client from it.</summary>
    Prohibited = 18,

    /// <summary>20: the name lies in no zone of this server.</summary>
    NotAuthoritative = 20,

    /// <summary>21: an operation or type that is not supported.</summary>
    NotSupported = 21,
}
