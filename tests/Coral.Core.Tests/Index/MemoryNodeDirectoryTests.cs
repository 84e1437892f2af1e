using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;

namespace Coral.Core.Tests.Index;

public sealed class MemoryNodeDirectoryTests : NodeDirectoryConformance
{
    protected override void Run(Func<INodeDirectory, IReadOnlyList<NodeContact>, Task> story)
    {
        var nodes = Enumerable.Range(1, 5).Select(Contact).ToList();
        var directory = new MemoryNodeDirectory();
        directory.Set(nodes);
        story(directory, nodes).GetAwaiter().GetResult();
    }

    private static NodeContact Contact(int i) =>
        new(
            new NodeId(Identifier.FromNumber((ulong)i)),
            NodeAddress.FromIPv4(0x7F000000 + (uint)i, 7400),
            i % 2 == 0 ? default : new ServicePorts(7443, 8080, 53)
        );
}
