using Coral.Dns.Wire;

namespace Coral.Node.Diagnosis.Asking;

/// <summary>What is asked of a server.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type of the records.</param>
/// <param name="WantsRecursion">Whether the server should ask others where it does not know itself.</param>
public sealed record DnsQuestion(DnsName Name, RecordType Type, bool WantsRecursion = false);
