using System.Text.Json;
using System.Text.Json.Serialization;
using Coral.Dns.Redirection;

namespace Coral.Node.Admin.Dns;

/// <summary>A node that an answer could have named.</summary>
/// <param name="Id">The node's id in the index, in hexadecimal.</param>
/// <param name="Address">The endpoint of the node's index.</param>
/// <param name="Level">The cluster it was found in; none where a hint named it, or where it is the node asked.</param>
/// <param name="Outcome">
/// <c>chosen</c>, or why not: <c>notDrawn silent otherService otherFamily overloaded leaving localOnly</c>.
/// </param>
public sealed record CandidateView(
    string Id,
    string Address,
    int? Level,
    [property: JsonPropertyName("fate")] string Outcome
)
{
    /// <summary>Converts a candidate of the server.</summary>
    public static CandidateView From(DecisionCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return new CandidateView(
            candidate.Id.ToString(),
            candidate.Address.ToString(),
            (int?)candidate.Level,
            JsonNamingPolicy.CamelCase.ConvertName(candidate.Outcome.ToString())
        );
    }
}
