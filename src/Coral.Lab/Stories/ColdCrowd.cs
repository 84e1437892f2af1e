using Coral.Lab.Crowd;
using Coral.Lab.Network;

namespace Coral.Lab.Stories;

/// <summary>Clients at all nodes that want one file at the same moment, which no node has.</summary>
public static class ColdCrowd
{
    /// <summary>Lets them come.</summary>
    /// <param name="lab">The lab whose nodes are asked.</param>
    /// <param name="path">The path of a file that nobody has asked for before.</param>
    /// <param name="clients">Number of clients, dealt out to the running nodes in turn.</param>
    /// <param name="cancellationToken">Ends their requests, which have failed then.</param>
    public static async Task<StoryResult> RunAsync(
        LabNetwork lab,
        string path,
        int clients,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(lab);
        var file = new FileFetch(path, clock);
        var nodes = lab.Living.ToList();
        var results = await Task.WhenAll(
            Enumerable.Range(0, clients).Select(c => file.FromAsync(nodes[c % nodes.Count], cancellationToken))
        );
        return new StoryResult(results, lab.Origin.CountOf(path));
    }
}
