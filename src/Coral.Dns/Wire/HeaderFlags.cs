namespace Coral.Dns.Wire;

/// <summary>The flags of a header, in their places among its second 16 bits.</summary>
[Flags]
public enum HeaderFlags
{
    None = 0,

    /// <summary>QR: this message is a response.</summary>
    Response = 0x8000,

    /// <summary>AA: the server is an authority for the name.</summary>
    Authoritative = 0x0400,

    /// <summary>TC: the response did not fit; retry over TCP.</summary>
    Truncated = 0x0200,

    /// <summary>RD: the client asks for recursion; copied into the response.</summary>
    RecursionDesired = 0x0100,

    /// <summary>RA: the server offers recursion; this server never does.</summary>
    RecursionAvailable = 0x0080,

    /// <summary>AD: RFC 4035, section 3.2.3.</summary>
    AuthenticData = 0x0020,

    /// <summary>CD: RFC 4035, section 3.2.2.</summary>
    CheckingDisabled = 0x0010,
}
