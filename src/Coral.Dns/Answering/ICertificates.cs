namespace Coral.Dns.Answering;

/// <summary>The names that every proxy named in answers serves over TLS.</summary>
/// <remarks>
/// An HTTPS record turns http into https (RFC 9460, section 9.5): it must not promise TLS where a proxy has no
/// certificate.
/// </remarks>
public interface ICertificates
{
    /// <summary>True if a name has a valid certificate.</summary>
    /// <param name="name">The name on the wire, lower case.</param>
    bool Covers(ReadOnlySpan<byte> name);
}
