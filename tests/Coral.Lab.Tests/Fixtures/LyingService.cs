using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Index;

namespace Coral.Lab.Tests.Fixtures;

/// <summary>A member that answers peers with another body than it has.</summary>
/// <param name="honest">What it would answer.</param>
/// <param name="lie">Makes the one body out of the other.</param>
/// <param name="told">Called for every answer that was changed.</param>
/// <param name="sworn">The digest that it puts into the trailer; <see langword="null"/> for the true one.</param>
internal sealed class LyingService(
    IPeerService honest,
    Func<IBodyReader, IBodyReader> lie,
    Action told,
    byte[]? sworn = null
) : IPeerService
{
    public async Task<PeerResponse<IBodyReader>> RespondAsync(PeerRequest request, CancellationToken cancellationToken)
    {
        var answer = await honest.RespondAsync(request, cancellationToken);
        if (answer is not { Outcome: PeerOutcome.Answered, Body: { } body })
        {
            return answer;
        }

        told();
        return new PeerResponse<IBodyReader>
        {
            Outcome = answer.Outcome,
            Head = answer.Head,
            Age = answer.Age,
            Body = lie(body),
            Start = answer.Start,
            Digests = answer.Digests,
            FinalDigest = sworn is null ? answer.FinalDigest : () => sworn,
            Release = answer.Dispose,
        };
    }

    public NodeContact? SourceOf(CacheKey key) => honest.SourceOf(key);
}
