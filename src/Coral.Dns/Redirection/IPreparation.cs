using Coral.Dns.Queries;

namespace Coral.Dns.Redirection;

/// <summary>What is done for an answer that could not be given at once.</summary>
internal interface IPreparation
{
    /// <summary>Asks those that the answer would name whether they live; ends within its own time limit.</summary>
    ValueTask PrepareAsync(Requester requester, CancellationToken cancellationToken);
}
