using Coral.Dns.Wire;

namespace Coral.Node.Diagnosis.Asking;

/// <summary>A question to a server.</summary>
/// <param name="Name">The name asked for.</param>
/// <param name="Type">The type of the records.</param>
/// <param name="WantsRecursion">The server may ask others (RD).</param>
public sealed record DnsQuestion(DnsName Name, RecordType Type, bool WantsRecursion = false);
