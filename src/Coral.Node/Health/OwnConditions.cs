using Coral.Core.Index;

namespace Coral.Node.Health;

/// <summary>What speaks against sending clients to this node. Safe from any thread.</summary>
/// <param name="isLocalOnly">Whether the operator wants those of its own network only.</param>
/// <param name="used">The share of its limits that is taken. Safe from any thread.</param>
internal sealed class OwnConditions(bool isLocalOnly, Func<double> used)
{
    private volatile bool _isOverloaded;
    private volatile bool _isLeaving;

    /// <summary>The node is about to stop.</summary>
    public void Leave() => _isLeaving = true;

    /// <summary>Takes a look at the node.</summary>
    public NodeConditions Look()
    {
        _isOverloaded = OverloadPolicy.Judge(_isOverloaded, used());
        return Only(NodeConditions.Overloaded, _isOverloaded)
            | Only(NodeConditions.Leaving, _isLeaving)
            | Only(NodeConditions.LocalOnly, isLocalOnly);
    }

    private static NodeConditions Only(NodeConditions condition, bool isSo) => isSo ? condition : NodeConditions.None;
}
