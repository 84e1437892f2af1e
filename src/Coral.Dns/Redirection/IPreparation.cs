using Coral.Dns.Queries;

namespace Coral.Dns.Redirection;

/// <summary>Preparation of an answer that needs time.</summary>
internal interface IPreparation
{
    /// <summary>Checks the nodes that the answer may name; ends within its own time limit.</summary>
    ValueTask PrepareAsync(Requester requester, CancellationToken cancellationToken);
}
