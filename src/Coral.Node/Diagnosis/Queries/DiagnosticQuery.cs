using Coral.Dns.Wire;

namespace Coral.Node.Diagnosis.Queries;

/// <summary>A query of a diagnosis.</summary>
/// <param name="Name">The owner name of the records.</param>
/// <param name="Type">The type of the records.</param>
/// <param name="WantsRecursion">Sets RD: a resolver may query other servers.</param>
public sealed record DiagnosticQuery(DnsName Name, RecordType Type, bool WantsRecursion = false);
