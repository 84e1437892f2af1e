using Coral.Lab.Crowd;

namespace Coral.Lab.Stories;

/// <summary>The result of a story.</summary>
/// <param name="Clients">The results of the clients whose node was up all the time.</param>
/// <param name="OriginRequests">Requests that reached the origin.</param>
public sealed record StoryResult(IReadOnlyCollection<FetchResult> Clients, int OriginRequests)
{
    /// <summary>The same in figures.</summary>
    public CrowdFigures Figures => CrowdFigures.Of(Clients);

    /// <summary>The problems, in words; empty when there were none.</summary>
    public string Notes =>
        string.Join(
            "; ",
            Clients
                .Where(client => client.Outcome != FetchOutcome.Right)
                .GroupBy(client => $"{client.Outcome}: {client.Note}")
                .Select(same => $"{same.Count()} × {same.Key}")
        );
}
