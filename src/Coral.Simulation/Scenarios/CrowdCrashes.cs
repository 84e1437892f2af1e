using Coral.Simulation.Nodes;
using Coral.Simulation.Web;

namespace Coral.Simulation.Scenarios;

/// <summary>Crashes of nodes, without notice, at times drawn evenly over the first minute.</summary>
internal sealed class CrowdCrashes(ProxyNetwork nodes, Action<int> crashed)
{
    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(1);

    /// <summary>The number of crashed nodes that had sent the origin a request.</summary>
    public int Fetchers { get; private set; }

    /// <summary>Crashes <paramref name="count"/> nodes.</summary>
    public Task PlayAsync(int count)
    {
        if (count == 0)
        {
            return Task.CompletedTask;
        }

        var places = Enumerable.Range(0, nodes.Caches.Count).ToArray();
        nodes.Index.Random.Shuffle(places);
        return Task.WhenAll(places.Take(count).Select(CrashAsync));
    }

    private async Task CrashAsync(int place)
    {
        await nodes.Index.Clock.PauseAsync(Spread * nodes.Index.Random.NextDouble());
        Fetchers += nodes.Origin.Requests.Any(r => r.Place == place) ? 1 : 0;
        nodes.Crash(place);
        crashed(place);
    }
}
