using System.Net;
using Coral.Lab.Naming;
using Coral.Lab.Network;
using Coral.Node.Clients;
using Coral.Node.Configuration;

namespace Coral.Lab.Stories;

/// <summary>
/// All proxies of one region after the other die, the nearest to a name server first: whom does it name then?
/// </summary>
/// <remarks>
/// 1. Answers name proxies of the nearest region alone. All of them die.
/// 2. Answers name proxies of the next region alone, and those die; and so on, until there is nobody to be named.
/// 3. The nearest region starts again, and is named again.
/// </remarks>
/// <param name="lab">Where; each region has more proxies than an answer names.</param>
/// <param name="server">A node that answers DNS and is no proxy itself.</param>
public sealed class DyingClusters(LabNetwork lab, LabNode server, TimeProvider clock)
{
    private readonly List<TimeSpan> _turns = [];

    /// <summary>
    /// For each region, the time from its death to an answer that named the next one alone, or nobody.
    /// </summary>
    public IReadOnlyList<TimeSpan> Turns => _turns;

    /// <summary>The time from the start of the nearest region to an answer that named it alone again.</summary>
    public TimeSpan Return { get; private set; }

    /// <summary>
    /// For <see cref="LabOptions.Settings"/>: makes the first node such a server, by letting it serve HTTP where nobody
    /// is sent to.
    /// </summary>
    public static NodeSettings ServerFirst(int number, NodeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return number > 0
            ? settings
            : settings.With(settings.Get<ListenerOptions>() with { Http = [new IPEndPoint(IPAddress.Loopback, 0)] });
    }

    /// <summary>Tells it.</summary>
    /// <param name="regions">From the nearest to the farthest.</param>
    /// <returns>The answers that the client got.</returns>
    public async Task<NameLog> RunAsync(IReadOnlyList<string> regions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(regions);
        await using var crowd = new NameCrowd(lab, [server], [IPAddress.Loopback], clock);
        await UntilAsync(crowd, regions[0], clock.GetTimestamp(), cancellationToken);
        for (var i = 0; i < regions.Count; i++)
        {
            await Task.WhenAll(Of(regions[i]).Select(node => node.KillAsync()));
            var killed = Of(regions[i]).Max(node => node.DownSince!.Value);
            var next = i + 1 < regions.Count ? regions[i + 1] : null;
            _turns.Add(await UntilAsync(crowd, next, killed, cancellationToken));
        }

        var started = clock.GetTimestamp();
        await Task.WhenAll(Of(regions[0]).Select(node => node.StartAsync(cancellationToken)));
        Return = await UntilAsync(crowd, regions[0], started, cancellationToken);
        return crowd.Log;
    }

    private IEnumerable<LabNode> Of(string region) => lab.Nodes.Where(node => node.Region == region && node != server);

    /// <summary>Waits for an answer that names living proxies of one region alone, or nobody.</summary>
    private async Task<TimeSpan> UntilAsync(
        NameCrowd crowd,
        string? region,
        long since,
        CancellationToken cancellationToken
    )
    {
        await crowd.UntilAsync(
            log =>
                log.Last is { } answer
                && answer.QueriedAt > since
                && (region is null) == (answer.Proxies.Count == 0)
                && answer.Proxies.All(proxy => proxy.Node.Region == region && proxy.DiedAt is null),
            cancellationToken
        );
        return clock.GetElapsedTime(since);
    }
}
