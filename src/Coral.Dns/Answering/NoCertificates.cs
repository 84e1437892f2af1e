namespace Coral.Dns.Answering;

/// <summary>No name has a certificate: what is true until proxies get some.</summary>
public sealed class NoCertificates : ICertificates
{
    /// <inheritdoc />
    public bool Covers(ReadOnlySpan<byte> name) => false;
}
