using System.Net;
using Coral.Lab.Naming;
using Coral.Lab.Network;
using Coral.Transport.WideArea;

namespace Coral.Lab.Stories;

/// <summary>
/// Clients ask for names all the time, while nodes are killed and started again: whom are they sent to?
/// </summary>
/// <remarks>
/// All nodes answer DNS. A client in each region, whom its nodes know for a neighbour, and one in none ask all of them.
/// 1. Kills come at random times, by one way or the other, and hit any node but the first, which others join through;
/// each node starts again after a random time.
/// 2. After the last one, who is down stays so until it may not be named any more.
/// 3. All start again, and the story ends when each of them has been named.
/// </remarks>
public sealed class DyingProxies(LabNetwork lab, DyingProxiesPlan plan, TimeProvider clock, Random random)
{
    private static readonly TimeSpan ShortestDeath = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(2);
    private readonly Dictionary<LabNode, TimeSpan> _deaths = [];

    /// <summary>Nodes killed so far.</summary>
    public int Kills { get; private set; }

    /// <summary>The time from the last start until every node had been named again.</summary>
    public TimeSpan Return { get; private set; }

    /// <summary>Tells it.</summary>
    /// <returns>The answers that the clients got.</returns>
    public async Task<NameLog> RunAsync(CancellationToken cancellationToken)
    {
        var regions = lab.Nodes.GroupBy(node => node.Region).Select(region => region.First().Address);
        await using var crowd = new NameCrowd(lab, lab.Nodes, [IPAddress.Loopback, .. regions], clock);
        while (Kills < plan.Kills)
        {
            await Task.Delay(plan.Between * random.NextDouble(), clock, cancellationToken);
            await StartAsync((node, death) => DownFor(node) > death, cancellationToken);
            if (_deaths.Count < plan.DeadAtATime)
            {
                await KillAsync();
            }
        }

        while (_deaths.Keys.Any(node => DownFor(node) < plan.Window + Afterwards))
        {
            await Task.Delay(Afterwards, clock, cancellationToken);
        }

        await StartAsync((_, _) => true, cancellationToken);
        var since = clock.GetTimestamp();
        await crowd.UntilAsync(log => log.NamedSince(since).Count == lab.Nodes.Count, cancellationToken);
        Return = clock.GetElapsedTime(since);
        return crowd.Log;
    }

    private TimeSpan DownFor(LabNode node) => node.DownSince is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero;

    private async Task StartAsync(Func<LabNode, TimeSpan, bool> isDue, CancellationToken cancellationToken)
    {
        foreach (var (node, _) in _deaths.Where(death => isDue(death.Key, death.Value)).ToList())
        {
            await node.StartAsync(cancellationToken);
            _deaths.Remove(node);
        }
    }

    private Task KillAsync()
    {
        var living = lab.Living.Where(node => node.Number > 0).ToList();
        var node = living[random.Next(living.Count)];
        _deaths[node] = ShortestDeath + ((plan.Down - ShortestDeath) * random.NextDouble());
        Kills++;
        return node.KillAsync(random.Next(2) == 0 ? Outage.Killed : Outage.Gone);
    }
}
