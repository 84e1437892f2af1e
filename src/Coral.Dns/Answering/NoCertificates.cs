namespace Coral.Dns.Answering;

/// <summary>Certificates of proxies that have none.</summary>
public sealed class NoCertificates : ICertificates
{
    /// <inheritdoc />
    public bool Covers(ReadOnlySpan<byte> name) => false;
}
