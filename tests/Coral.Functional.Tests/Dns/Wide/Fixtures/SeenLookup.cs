using System.Net;
using Coral.Dns.Tests.Fixtures;

namespace Coral.Functional.Tests.Dns.Wide.Fixtures;

/// <summary>One look-up: what the client got, and what the resolver did for it.</summary>
/// <param name="Answer">To the client.</param>
/// <param name="Questions">To name servers.</param>
/// <param name="Referrals">By them.</param>
internal sealed record SeenLookup(
    ReadMessage Answer,
    IReadOnlyList<SeenQuestion> Questions,
    IReadOnlyList<SeenReferral> Referrals
)
{
    /// <summary>The zone of level 1.</summary>
    public const string Cut = "l1.l0.infra.test";

    /// <summary>The proxies that the client was sent to.</summary>
    public IReadOnlyList<IPAddress> Proxies =>
        [.. Answer.Answers.Where(record => record.Type == "A").Select(record => IPAddress.Parse(record.Data))];

    /// <summary>
    /// Questions that servers near the resolver are for: names below the cut, and whatever was asked over TCP.
    /// </summary>
    /// <remarks>
    /// Not those for further addresses of the servers themselves: BIND asks the zone above, since it must not need them
    /// to find them.
    /// </remarks>
    public IEnumerable<SeenQuestion> BelowTheCut =>
        Questions.Where(question =>
            question.IsConnection
            || (
                question.Name.EndsWith($".{Cut}", StringComparison.Ordinal)
                && !question.Name.Contains(".ns.", StringComparison.Ordinal)
            )
        );

    /// <summary>Whether the resolver looked for the servers of level 1.</summary>
    public bool AsksForTheCut => Questions.Any(question => question.Name == Cut);

    public override string ToString() => $"{string.Join(", ", Answer.Answers)}\n{string.Join('\n', Questions)}";
}
