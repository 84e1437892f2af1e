using Coral.Index;
using Coral.Node.Hosting;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Index;

/// <summary>
/// Joins the network through its bootstrap nodes, retrying until one responds; once more where all others are lost.
/// </summary>
internal sealed partial class NetworkJoin(
    BootstrapNodes bootstrap,
    SerialLoop loop,
    TimeProvider clock,
    ILogger<NetworkJoin> logger
) : IIndexTask
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan[] SecondLooks = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)];

    /// <inheritdoc />
    public async Task RunAsync(IndexNode node, CancellationToken stoppingToken)
    {
        if (!await JoinAsync(node, stoppingToken))
        {
            Log.Alone(logger);
            return;
        }

        // Of two that join at the same time through the same node, the first may not learn of the second.
        foreach (var pause in SecondLooks)
        {
            await Task.Delay(pause, clock, stoppingToken);
            var found = await bootstrap.ReadAsync(node.Contact.Address, stoppingToken);
            await loop.RunAsync(() => node.JoinAsync(found.Nodes, stoppingToken));
        }

        // Where all contacts are lost, the nodes that the operator names may have moved.
        while (true)
        {
            await Task.Delay(WatchPeriod, clock, stoppingToken);
            if (await CountAsync(node) == 0)
            {
                await JoinAsync(node, stoppingToken);
            }
        }
    }

    /// <summary>Tries until a node responds.</summary>
    /// <returns><see langword="false"/> where there is no node to join through.</returns>
    private async Task<bool> JoinAsync(IndexNode node, CancellationToken stoppingToken)
    {
        var started = clock.GetTimestamp();
        for (var retry = new Backoff(FirstRetry, LongestRetry); ; retry = retry.Next())
        {
            var found = await bootstrap.ReadAsync(node.Contact.Address, stoppingToken);
            if (found.IsEmpty)
            {
                return false;
            }

            if (found.Nodes.Count > 0 && await loop.RunAsync(() => node.JoinAsync(found.Nodes, stoppingToken)))
            {
                Log.Joined(logger, await CountAsync(node), clock.GetElapsedTime(started).TotalMilliseconds);
                return true;
            }

            Log.NotJoined(logger, found.Description, retry.Wait.TotalSeconds);
            await Task.Delay(retry.Wait, clock, stoppingToken);
        }
    }

    private Task<int> CountAsync(IndexNode node) =>
        loop.RunAsync(() => Task.FromResult(node.Directory.Contacts().Count));

    private static partial class Log
    {
        [LoggerMessage(
            1731,
            LogLevel.Information,
            "Joined the network after {Milliseconds:F0} ms; {Count} nodes are known.",
            EventName = "IndexJoined"
        )]
        public static partial void Joined(ILogger logger, int count, double milliseconds);

        [LoggerMessage(
            1732,
            LogLevel.Warning,
            "{Nodes} did not answer; retrying in {Seconds} s (check the address, the firewall and the network key).",
            EventName = "IndexNotJoined"
        )]
        public static partial void NotJoined(ILogger logger, string nodes, double seconds);

        [LoggerMessage(
            1733,
            LogLevel.Information,
            "Running as a network of one: --join names no other node, and none is known from the last run.",
            EventName = "IndexAlone"
        )]
        public static partial void Alone(ILogger logger);
    }
}
