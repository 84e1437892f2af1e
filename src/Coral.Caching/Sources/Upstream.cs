using Coral.Caching.Http;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>Asks along a chain of followers, from one to whom it follows.</summary>
internal static class Upstream
{
    private const int MaxSteps = 16;

    /// <summary>Whether the chain of <paramref name="peer"/> comes back to this node.</summary>
    /// <param name="tools">Who we are, and whom we can ask.</param>
    /// <param name="key">What is fetched.</param>
    /// <param name="peer">Where it begins.</param>
    /// <param name="isToLowest">Whether only a chain counts that has no lower id in it than ours.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<bool> LeadsBackAsync(
        FetchTools tools,
        CacheKey key,
        NodeContact peer,
        bool isToLowest,
        CancellationToken cancellationToken
    )
    {
        var self = tools.Self;
        var at = peer;
        for (var step = 0; step < MaxSteps && (!isToLowest || self <= at.Id); step++)
        {
            if (await tools.Network.SourceOfAsync(at, key, cancellationToken) is not { } next)
            {
                return false;
            }

            if (next.Id == self)
            {
                return true;
            }

            at = next;
        }

        return false;
    }
}
