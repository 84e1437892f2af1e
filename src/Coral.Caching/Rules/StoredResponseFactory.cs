using Coral.Caching.Model;

namespace Coral.Caching.Rules;

/// <summary>Turns a response that arrived whole into what the store keeps: age, lifetime and selecting fields worked out.</summary>
public static class StoredResponseFactory
{
    /// <summary>Creates the stored response. Whether it may be stored is <see cref="Storability"/>'s to say.</summary>
    /// <param name="request">The request that fetched it.</param>
    /// <param name="head">Status and end-to-end header.</param>
    /// <param name="body">The complete body.</param>
    /// <param name="requestTime">When the request was sent.</param>
    /// <param name="responseTime">When the header arrived.</param>
    /// <param name="policy">The heuristic for responses that say nothing.</param>
    public static StoredResponse Create(
        CacheRequest request,
        ResponseHead head,
        StoredBody body,
        DateTimeOffset requestTime,
        DateTimeOffset responseTime,
        HeuristicPolicy policy
    ) =>
        new(
            head,
            body,
            responseTime,
            AgeCalculator.InitialAge(requestTime, responseTime, head),
            FreshnessCalculator.Lifetime(head, responseTime, policy),
            Vary.Selecting(head, request.Fields)
        );
}
