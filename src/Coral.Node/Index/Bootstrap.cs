using Coral.Core.Network;

namespace Coral.Node.Index;

/// <summary>The nodes to join through, as they were found a moment ago.</summary>
/// <param name="Nodes">Addresses to send requests to; none twice.</param>
/// <param name="Named">The number of the places that the operator names, this node itself left out.</param>
/// <param name="Description">The places in words, for the log.</param>
internal sealed record Bootstrap(IReadOnlyList<NodeAddress> Nodes, int Named, string Description)
{
    /// <summary>True if there is nobody to join through, and will not be.</summary>
    public bool IsEmpty => Nodes.Count == 0 && Named == 0;
}
