using Coral.Caching;
using Coral.Node.Hosting;

namespace Coral.Node.Content;

/// <summary>The cache. Once clients are gone it takes back what it published, while the index still runs.</summary>
internal sealed class CachePart(ContentCache cache) : INodePart
{
    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => cache.LeaveAsync(cancellationToken);
}
