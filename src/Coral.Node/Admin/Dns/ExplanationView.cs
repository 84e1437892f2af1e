using System.Text.Json;
using Coral.Dns.Redirection;

namespace Coral.Node.Admin.Dns;

/// <summary>The answer that a resolver would get for a name, and the reasons.</summary>
/// <param name="Name">The coralized name that is explained.</param>
/// <param name="Type">The record type: <c>A</c> or <c>AAAA</c>.</param>
/// <param name="Resolver">The address of the resolver.</param>
/// <param name="Subnet">The network that it would ask for; none without one.</param>
/// <param name="Answer">The addresses that it would get, and for how long.</param>
/// <param name="Known">Knowledge of its network.</param>
/// <param name="Level">The level that follows from that.</param>
/// <param name="Candidates">The nodes considered, in that order, each once.</param>
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
    /// <summary>Converts a decision of the server.</summary>
    /// <param name="decision">The choice of the server, and the nodes that it considered.</param>
    /// <param name="question">The query that the decision was made for.</param>
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
