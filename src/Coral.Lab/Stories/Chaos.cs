using Coral.Lab.Crowd;
using Coral.Lab.Network;
using Coral.Transport.WideArea;

namespace Coral.Lab.Stories;

/// <summary>Clients that want any file from any node, while nodes are killed and started again.</summary>
public sealed class Chaos(LabNetwork lab, ChaosPlan plan, TimeProvider clock, Random random)
{
    private readonly FileFetch[] _files =
    [
        .. Enumerable
            .Range(0, plan.Files)
            .Select(file => new FileFetch($"/{plan.Sizes[file % plan.Sizes.Count]}/{plan.Name}-{file}", clock)),
    ];

    /// <summary>Nodes killed so far.</summary>
    public int Kills { get; private set; }

    /// <summary>Lets so many clients at a time come until all have been there.</summary>
    /// <returns>The results of all clients, those of killed nodes too.</returns>
    public async Task<StoryResult> RunAsync(CancellationToken cancellationToken)
    {
        var before = lab.Origin.Count;
        var results = new List<FetchResult>();
        var running = new List<Task<FetchResult>>();
        for (var request = 0; request < plan.Requests; request++)
        {
            if (request > 0 && request % plan.RequestsPerKill == 0)
            {
                await KillOrStartAsync(cancellationToken);
            }

            var living = lab.Living.ToList();
            var (file, node) = (_files[random.Next(_files.Length)], living[random.Next(living.Count)]);
            running.Add(file.FromAsync(node, cancellationToken));
            if (running.Count == plan.AtATime)
            {
                var ended = await Task.WhenAny(running);
                running.Remove(ended);
                results.Add(await ended);
            }
        }

        results.AddRange(await Task.WhenAll(running));
        return new StoryResult(results, lab.Origin.Count - before);
    }

    /// <summary>Every second time a node that is down comes back, so that a few of them are down at any time.</summary>
    private async Task KillOrStartAsync(CancellationToken cancellationToken)
    {
        var dead = lab.Nodes.Where(node => !node.IsUp).ToList();
        if (dead.Count > plan.DeadAtATime)
        {
            await dead[random.Next(dead.Count)].StartAsync(cancellationToken);
        }

        // The first node is the one that others join through: a network has one that stays.
        var living = lab.Living.Where(node => node.Number > 0).ToList();
        Kills++;
        await living[random.Next(living.Count)].KillAsync(random.Next(2) == 0 ? Outage.Killed : Outage.Gone);
    }
}
