namespace Coral.Lab.Crowd;

/// <summary>The results of a crowd so far.</summary>
/// <param name="Requests">Answered in full, with the right bytes.</param>
/// <param name="Failed">Not answered, or not in full.</param>
/// <param name="Wrong">Answered in full, with bytes that are not the file's.</param>
/// <param name="Waiting">Still on their way.</param>
/// <param name="BySource">Of the requests, how many came from where.</param>
/// <param name="FirstByte">Times to the first byte of the body, shortest first.</param>
public sealed record CrowdFigures(
    int Requests,
    int Failed,
    int Wrong,
    int Waiting,
    IReadOnlyDictionary<RequestSource, int> BySource,
    IReadOnlyList<TimeSpan> FirstByte
)
{
    /// <summary>The figures of these clients.</summary>
    /// <param name="results">The results of the clients that have been served.</param>
    /// <param name="waiting">The number of clients still being served.</param>
    public static CrowdFigures Of(IReadOnlyCollection<FetchResult> results, int waiting = 0)
    {
        var right = results.Where(result => result.Outcome == FetchOutcome.Right).ToList();
        return new CrowdFigures(
            right.Count,
            results.Count(result => result.Outcome == FetchOutcome.Failed),
            results.Count(result => result.Outcome == FetchOutcome.Wrong),
            waiting,
            right.GroupBy(result => result.Source).ToDictionary(same => same.Key, same => same.Count()),
            [.. right.Select(result => result.FirstByte).Order()]
        );
    }

    /// <summary>The time within which this share of the requests had its first byte; zero before the first.</summary>
    public TimeSpan Percentile(double share) =>
        FirstByte.Count == 0 ? TimeSpan.Zero : FirstByte[(int)Math.Min(FirstByte.Count - 1, share * FirstByte.Count)];

    /// <summary>Requests from one source.</summary>
    public int From(RequestSource source) => BySource.GetValueOrDefault(source);
}
