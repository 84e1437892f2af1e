using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Tests.Index;
using Coral.Index.Tests.Fixtures;
using Coral.Simulation.Nodes;

namespace Coral.Index.Tests.Operations;

/// <summary>The conformance of the real index: eight nodes over a simulated network, three levels.</summary>
public sealed class SloppyHashTableTests : ContentIndexConformance
{
    protected override void Run(Func<Network, Task> story) =>
        SmallNetwork.Run(8, network => story(new RealNetwork(network)), settings => settings with { Levels = 3 });

    private sealed class RealNetwork(IndexNetwork network) : Network
    {
        public override int Count => network.Nodes.Count;

        public override IReadOnlyList<NodeId> Ids { get; } = [.. network.Nodes.Select(n => n.Contact.Id)];

        public override void Disconnect(int node) => network.Network.Unplug(node);

        public override Task DelayAsync(TimeSpan time) => Task.Delay(time, network.Clock);

        protected override IContentIndex Index(int node) => network.Nodes[node].Content;
    }
}
