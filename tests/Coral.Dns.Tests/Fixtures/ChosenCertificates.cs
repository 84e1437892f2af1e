using Coral.Dns.Answering;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Fixtures;

/// <summary>Certificates for the names that a test chooses.</summary>
internal sealed class ChosenCertificates : ICertificates
{
    public HashSet<string> Names { get; } = [];

    public bool Covers(ReadOnlySpan<byte> name) => Names.Contains(DnsName.From(name).ToString());
}
