using Coral.Core.Index;
using Coral.Dns.Queries;

namespace Coral.Dns.Redirection;

/// <summary>The reasons for an answer: for <c>coral dig</c> and TXT queries for <c>why.</c></summary>
/// <param name="Subject">The network that the answer is for: the resolver's, or the one that it named.</param>
/// <param name="Measured">
/// The network that the round trip was measured to: <paramref name="Subject"/>, or the resolver's own network where
/// nothing is known of the one it named.
/// </param>
/// <param name="RoundTrip">The least round trip known, if any.</param>
/// <param name="Source">The way in which the round trip became known.</param>
/// <param name="Hints">
/// Nodes that hints name as near <paramref name="Subject"/>, where hints have been looked up.
/// </param>
/// <param name="Level">The level that follows from the round trip or the hints.</param>
/// <param name="TimeToLive">Time to live of the answer.</param>
/// <param name="Candidates">The nodes considered, each once, in the order of consideration.</param>
public sealed record Decision(
    NetworkPrefix Subject,
    NetworkPrefix Measured,
    TimeSpan? RoundTrip,
    RoundTripSource Source,
    int? Hints,
    ClusterLevel Level,
    TimeSpan TimeToLive,
    IReadOnlyList<DecisionCandidate> Candidates
);
