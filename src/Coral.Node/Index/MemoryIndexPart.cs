using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Node.Admin.Index;
using Coral.Node.Hosting;

namespace Coral.Node.Index;

/// <summary>The index of a node without one: its own memory.</summary>
internal sealed class MemoryIndexPart(NodeId self, TimeProvider clock) : INodePart
{
    /// <summary>The values that the node itself has put.</summary>
    public IContentIndex Content { get; } = new MemoryContentIndex(self, new MemoryIndexNetwork(clock));

    /// <summary>A directory without any other node.</summary>
    public INodeDirectory Directory { get; } = new MemoryNodeDirectory();

    /// <summary>The node, at no address.</summary>
    public NodeContact Self { get; } = new(self, default, default);

    /// <inheritdoc />
    public IReadOnlyList<AdminRoute> Routes => new IndexPages(Content, Directory, () => Self, clock).Routes;
}
