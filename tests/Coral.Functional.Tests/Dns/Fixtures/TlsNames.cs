using Coral.Dns.Answering;

namespace Coral.Functional.Tests.Dns.Fixtures;

/// <summary>Certificates for names that begin with <c>tls</c>.</summary>
internal sealed class TlsNames : ICertificates
{
    public bool Covers(ReadOnlySpan<byte> name) => name[1..].StartsWith("tls"u8);
}
