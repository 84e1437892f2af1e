using Coral.Index;
using Coral.Node.Hosting;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Index;

/// <summary>Joins the network through its bootstrap nodes, retrying until one responds.</summary>
internal sealed partial class NetworkJoin(
    BootstrapNodes bootstrap,
    SerialLoop loop,
    TimeProvider clock,
    ILogger<NetworkJoin> logger
) : IIndexTask
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan[] SecondLooks = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)];

    /// <inheritdoc />
    public async Task RunAsync(IndexNode node, CancellationToken stoppingToken)
    {
        var nodes = await bootstrap.ReadAsync(node.Contact.Address);
        if (nodes.Count == 0)
        {
            Log.Alone(logger);
            return;
        }

        var started = clock.GetTimestamp();
        for (var retry = new Backoff(FirstRetry, LongestRetry); ; retry = retry.Next())
        {
            if (await loop.RunAsync(() => node.JoinAsync(nodes, stoppingToken)))
            {
                var known = await loop.RunAsync(() => Task.FromResult(node.Directory.Contacts().Count));
                Log.Joined(logger, known, clock.GetElapsedTime(started).TotalMilliseconds);
                break;
            }

            Log.NotJoined(logger, nodes.Count, retry.Wait);
            await Task.Delay(retry.Wait, clock, stoppingToken);
        }

        // Of two that join at the same time through the same node, the first may not learn of the second.
        foreach (var pause in SecondLooks)
        {
            await Task.Delay(pause, clock, stoppingToken);
            await loop.RunAsync(() => node.JoinAsync(nodes, stoppingToken));
        }
    }

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
            "None of {Count} bootstrap nodes responded; retrying in {Wait}.",
            EventName = "IndexNotJoined"
        )]
        public static partial void NotJoined(ILogger logger, int count, TimeSpan wait);

        [LoggerMessage(
            1733,
            LogLevel.Information,
            "No other node is configured or known: a network of one.",
            EventName = "IndexAlone"
        )]
        public static partial void Alone(ILogger logger);
    }
}
