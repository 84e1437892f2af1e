using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Simulation.Time;

namespace Coral.Core.Tests.Index;

public sealed class MemoryContentIndexTests : ContentIndexConformance
{
    protected override void Run(Func<Network, Task> story)
    {
        var clock = new VirtualClock();
        clock.Run(() => story(new MemoryNetwork(clock)));
    }

    private sealed class MemoryNetwork : Network
    {
        private readonly MemoryIndexNetwork _shared;
        private readonly VirtualClock _clock;
        private readonly MemoryContentIndex[] _indexes;

        public MemoryNetwork(VirtualClock clock)
        {
            _clock = clock;
            _shared = new MemoryIndexNetwork(clock);
            Ids = [.. Enumerable.Range(0, 4).Select(i => new NodeId(Identifier.FromNumber((ulong)i)))];
            _indexes = [.. Ids.Select(id => new MemoryContentIndex(id, _shared))];
        }

        public override int Count => _indexes.Length;

        public override IReadOnlyList<NodeId> Ids { get; }

        public override void Disconnect(int node) => _shared.SetReachable(Ids[node], reachable: false);

        public override Task DelayAsync(TimeSpan time) => Task.Delay(time, _clock);

        protected override IContentIndex Index(int node) => _indexes[node];
    }
}
