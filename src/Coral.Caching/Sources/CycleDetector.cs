using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Core.Index;

namespace Coral.Caching.Sources;

/// <summary>Asks along a chain of nodes that follow one another for the same object, to find a cycle.</summary>
internal sealed class CycleDetector(IPeerNetwork network, Func<NodeContact> self)
{
    private const int MaxSteps = 16;

    /// <summary>True if the chain that <paramref name="peer"/> follows comes back to this node.</summary>
    /// <param name="key">The key of the object that the chain fetches.</param>
    /// <param name="peer">The beginning of the chain.</param>
    /// <param name="isToLowest">
    /// <see langword="true"/> when only a chain counts that has no lower id in it than this node's.
    /// </param>
    /// <param name="cancellationToken">Ends the requests along the chain.</param>
    public async Task<bool> LeadsBackAsync(
        CacheKey key,
        NodeContact peer,
        bool isToLowest,
        CancellationToken cancellationToken
    )
    {
        var own = self().Id;
        var at = peer;
        for (var step = 0; step < MaxSteps && (!isToLowest || own <= at.Id); step++)
        {
            if (await network.SourceOfAsync(at, key, cancellationToken) is not { } next)
            {
                return false;
            }

            if (next.Id == own)
            {
                return true;
            }

            at = next;
        }

        return false;
    }
}
