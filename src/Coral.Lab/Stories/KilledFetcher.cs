using System.Net;
using Coral.Lab.Crowd;
using Coral.Lab.Network;
using Coral.Lab.Origin;

namespace Coral.Lab.Stories;

/// <summary>Clients at all nodes want one large file, and the node that fetches it for all is killed.</summary>
public static class KilledFetcher
{
    /// <summary>Lets them come, and kills.</summary>
    /// <param name="lab">The lab whose nodes are asked.</param>
    /// <param name="plan">The file, the clients, and the moment of the kill.</param>
    /// <param name="cancellationToken">Ends their requests, which have failed then.</param>
    /// <returns>The results of the other nodes' clients, and the origin's requests. The node stays dead.</returns>
    public static async Task<StoryResult> RunAsync(
        LabNetwork lab,
        KillPlan plan,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(lab);
        ArgumentNullException.ThrowIfNull(plan);
        var fetcher = new TaskCompletionSource<IPAddress>(TaskCreationOptions.RunContinuationsAsynchronously);
        var time = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lab.Origin.Requested += Requested;
        var file = new FileFetch(plan.Path, clock);
        var nodes = lab.Living.ToList();
        var clients = Enumerable
            .Range(0, plan.Clients)
            .Select(client => nodes[client % nodes.Count])
            .Select(node => (Node: node, Result: file.FromAsync(node, Reached, cancellationToken)))
            .ToList();

        var doomed = await fetcher.Task.WaitAsync(cancellationToken);
        await time.Task.WaitAsync(cancellationToken);
        await nodes.Single(node => node.Address.Equals(doomed)).KillAsync(plan.Outage);
        var left = clients.Where(client => !client.Node.Address.Equals(doomed)).Select(client => client.Result);
        var results = await Task.WhenAll(left);
        lab.Origin.Requested -= Requested;
        return new StoryResult(results, lab.Origin.CountOf(plan.Path));

        void Requested(LabOriginRequest request)
        {
            if (request.Path == plan.Path)
            {
                fetcher.TrySetResult(request.From);
                Reached(0);
            }
        }

        void Reached(long bytes)
        {
            if (bytes >= plan.AfterBytes)
            {
                time.TrySetResult();
            }
        }
    }
}
