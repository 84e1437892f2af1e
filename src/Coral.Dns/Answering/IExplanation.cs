using Coral.Core.Network;
using Coral.Dns.Queries;
using Coral.Dns.Wire;
using Coral.Dns.Zones;

namespace Coral.Dns.Answering;

/// <summary>Answers to TXT queries for <c>why.</c> and a coralized name.</summary>
internal interface IExplanation
{
    /// <summary>True if a query asks for an explanation, and its source is allowed one.</summary>
    bool IsRequested(ReadOnlySpan<byte> name, RecordType type, in NodeAddress client);

    /// <summary>The explanation, as the data of a TXT record.</summary>
    /// <returns>Nothing for a name that does not lead to proxies.</returns>
    RecordSet? Text(ReadOnlySpan<byte> name, in Requester requester);
}
