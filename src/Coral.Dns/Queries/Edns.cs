using Coral.Dns.Wire;

namespace Coral.Dns.Queries;

/// <summary>The content of a query's OPT record (RFC 6891), while it is being parsed.</summary>
internal ref struct Edns
{
    /// <summary>Longest datagram that every client takes (RFC 1035, section 4.2.1).</summary>
    public const int MinPayloadBytes = 512;

    /// <summary>True if the query has an OPT record that could be parsed.</summary>
    public bool IsPresent;

    /// <summary>Longest datagram that the client takes.</summary>
    public int PayloadBytes;

    public byte Version;

    /// <summary>DO: copied into the answer (RFC 3225).</summary>
    public bool IsDnssecOk;

    /// <summary>The client's half of the cookie: eight bytes, or empty (RFC 7873).</summary>
    public ReadOnlySpan<byte> ClientCookie;

    /// <summary>The server's half of the cookie, as the client returns it: empty, or 8 to 32 bytes.</summary>
    public ReadOnlySpan<byte> ServerCookie;

    /// <summary>The client subnet (RFC 7871).</summary>
    public ClientSubnet? Subnet;
}
