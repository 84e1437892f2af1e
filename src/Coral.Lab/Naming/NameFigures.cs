namespace Coral.Lab.Naming;

/// <summary>Answers of name servers while proxies died, in figures.</summary>
/// <param name="Answers">Questions that living servers were asked.</param>
/// <param name="Failed">Of these, those to which no address came.</param>
/// <param name="Tried">Questions that came when a proxy had been dead for longer than it may be named.</param>
/// <param name="Dead">Answers that named a proxy which was dead when they were asked for.</param>
/// <param name="Late">Of these, those that named it later than they may: there are to be none.</param>
/// <param name="NamedFor">The time from each proxy's death to the last answer that named it, the shortest first;
/// without those that were not.</param>
public sealed record NameFigures(
    int Answers,
    int Failed,
    int Tried,
    int Dead,
    int Late,
    IReadOnlyList<TimeSpan> NamedFor
);
