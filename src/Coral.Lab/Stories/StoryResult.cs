using Coral.Lab.Crowd;

namespace Coral.Lab.Stories;

/// <summary>How a story ended.</summary>
/// <param name="Clients">What each client met whose node was there all the time.</param>
/// <param name="OriginRequests">What reached the origin.</param>
public sealed record StoryResult(IReadOnlyCollection<FetchResult> Clients, int OriginRequests)
{
    /// <summary>The same in figures.</summary>
    public CrowdFigures Figures => CrowdFigures.Of(Clients);

    /// <summary>What went wrong, in words; empty when nothing did.</summary>
    public string Notes =>
        string.Join(
            "; ",
            Clients
                .Where(client => client.Outcome != FetchOutcome.Right)
                .GroupBy(client => $"{client.Outcome}: {client.Note}")
                .Select(same => $"{same.Count()} × {same.Key}")
        );
}
