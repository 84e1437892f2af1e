using Coral.Core.Index;
using Coral.Node.Hosting;

namespace Coral.Node.Health;

/// <summary>The node's availability to clients: conditions that speak against sending it any. Any thread.</summary>
/// <param name="isLocalOnly">The operator wants clients of the node's own network only.</param>
/// <param name="used">Shares of the node's limits that are taken: it is as full as the fullest. Any thread.</param>
internal sealed class Availability(bool isLocalOnly, params Func<double>[] used) : INodePart
{
    private volatile bool _isOverloaded;
    private volatile bool _isLeaving;

    /// <inheritdoc />
    public Task LeaveAsync()
    {
        _isLeaving = true;
        return Task.CompletedTask;
    }

    /// <summary>The node's conditions now.</summary>
    public NodeConditions Assess()
    {
        _isOverloaded = OverloadPolicy.IsOverloaded(_isOverloaded, used.Max(share => share()));
        return Only(NodeConditions.Overloaded, _isOverloaded)
            | Only(NodeConditions.Leaving, _isLeaving)
            | Only(NodeConditions.LocalOnly, isLocalOnly);
    }

    private static NodeConditions Only(NodeConditions condition, bool isSo) => isSo ? condition : NodeConditions.None;
}
