using Coral.Core.Identity;
using Coral.Simulation.Nodes;

namespace Coral.Simulation.Scenarios;

/// <summary>Crashes of nodes while others request a lease, each followed by a new node at the same place.</summary>
/// <param name="network">The network whose nodes crash.</param>
/// <param name="key">The key whose lease is requested.</param>
/// <param name="spread">The time over which the crashes are drawn evenly.</param>
/// <param name="spared">The places that do not crash: those of the callers, whose success is counted.</param>
internal sealed class LeaseDeaths(IndexNetwork network, Key key, TimeSpan spread, IReadOnlyCollection<int> spared)
{
    private static readonly TimeSpan Absence = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// True if one of the nodes that decide about the lease, those nearest to the key, crashed or joined.
    /// </summary>
    public bool HaveChangedNearest { get; private set; }

    public Task PlayAsync(int count)
    {
        var places = Enumerable.Range(0, network.Nodes.Count).Except(spared).ToArray();
        network.Random.Shuffle(places);
        return Task.WhenAll(places.Take(count).Select(ExchangeAsync));
    }

    private async Task ExchangeAsync(int place)
    {
        await Task.Delay(spread * network.Random.NextDouble(), network.Clock);
        HaveChangedNearest |= IsNearest(place);
        network.Crash(place);
        await Task.Delay(Absence, network.Clock);
        var joining = network.ReviveAsync(place, spared.ElementAt(network.Random.Next(spared.Count)));
        HaveChangedNearest |= IsNearest(place);
        await joining;
    }

    private bool IsNearest(int place)
    {
        var own = network.Nodes[place].Contact.Id.Point ^ key.Point;
        return network.Living.Count(n => (n.Contact.Id.Point ^ key.Point) < own) < network.Settings.Options.LeaseCopies;
    }
}
