using System.Text.Json;
using Coral.Dns.Redirection;

namespace Coral.Node.Admin.Dns;

/// <summary>What a resolver would be answered about a name, and why.</summary>
/// <param name="Name">The coralized name.</param>
/// <param name="Type"><c>A</c> or <c>AAAA</c>.</param>
/// <param name="Resolver">Who would ask.</param>
/// <param name="Subnet">The network that it would ask for; none without one.</param>
/// <param name="Answer">What it would get.</param>
/// <param name="Known">What is known of its place.</param>
/// <param name="Level">The level that follows from that.</param>
/// <param name="Candidates">Who was considered, in that order, each once.</param>
public sealed record ExplanationView(
    string Name,
    string Type,
    string Resolver,
    string? Subnet,
    AnswerView Answer,
    KnownView Known,
    int Level,
    IReadOnlyList<CandidateView> Candidates
)
{
    /// <summary>As the server decided.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="question">What it was about.</param>
    internal static ExplanationView From(Decision decision, ExplainRequest question) =>
        new(
            question.Name.ToString(),
            question.Type.ToString(),
            question.Resolver.ToIPAddress().ToString(),
            question.Network?.ToString(),
            new AnswerView(
                [
                    .. decision
                        .Candidates.Where(candidate => candidate.Outcome == CandidateOutcome.Chosen)
                        .Select(candidate => candidate.Address.ToIPAddress().ToString()),
                ],
                decision.TimeToLive.TotalSeconds
            ),
            new KnownView(
                decision.Measured.ToString(),
                decision.RoundTrip is { } roundTrip ? Math.Round(roundTrip.TotalMilliseconds, 3) : null,
                JsonNamingPolicy.CamelCase.ConvertName(decision.Source.ToString()),
                decision.Subject.ToString(),
                decision.Hints
            ),
            (int)decision.Level,
            [.. decision.Candidates.Select(CandidateView.From)]
        );
}
