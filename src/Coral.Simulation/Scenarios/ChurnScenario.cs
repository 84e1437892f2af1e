using Coral.Index.Hints;
using Coral.Index.Options;
using Coral.Simulation.Arithmetic;
using Coral.Simulation.Network;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Simulation.Scenarios;

/// <summary>
/// A scenario of churn: nodes crash without notice and are replaced all the time. Does the index still work?
/// </summary>
/// <remarks>
/// Sessions follow a Weibull distribution of shape ½: most are short, a few very long, as measured in file-sharing
/// networks. A crashed node is followed within ten seconds by a new one at the same place. A round has five minutes:
/// owners renew their values in the first minute, and lookups, gets and leases are made in the first, third and fifth.
/// The second and the fourth are quiet; the traffic in them, without their first ten seconds, is maintenance.
/// </remarks>
public static class ChurnScenario
{
    /// <summary>The scenario's name on the command line.</summary>
    public const string Name = "churn";

    /// <summary>Mean time from a node's start to its crash.</summary>
    public const int SessionMinutes = 30;

    internal const int DefaultNodes = 1_000;
    internal const int DefaultMinutes = 60;
    private const int RoundMinutes = 5;
    private const int WarmUpRounds = 2;

    /// <summary>The shortest run: one measured round after the warm-up.</summary>
    internal const int LeastMinutes = (WarmUpRounds + 1) * RoundMinutes;

    // The shape of session lengths, ½: the mean is twice the scale.
    private const double Shape = 0.5;
    private const double ScaleMinutes = SessionMinutes / 2.0;

    /// <summary>Runs the scenario: with 1000 nodes for 60 minutes by default.</summary>
    public static ChurnResult Run(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ScenarioRunner.Run(Name, options, clock => PlayAsync(clock, options));
    }

    private static async Task<ChurnResult> PlayAsync(VirtualClock clock, ScenarioOptions options)
    {
        var map = options.Map.Draw(options.NodesOr(DefaultNodes), options.Seed);
        var conditions = options.Conditions with { JitterMean = NetworkConditions.UsualJitter };
        using var network = new LiveNetwork(clock, map, conditions, new IndexOptions(), options.Seed);
        using var stop = new CancellationTokenSource();
        var users = new ChurnUsers(network);
        for (var place = 0; place < map.Count; place++)
        {
            _ = LiveAndDieAsync(network, place, stop.Token);
        }

        var (bytes, seconds) = (0L, 0.0);
        var rounds = (options.Minutes ?? DefaultMinutes) / RoundMinutes;
        for (var round = 0; round < rounds; round++)
        {
            users.Counts = round >= WarmUpRounds;
            for (var minute = 0; minute < RoundMinutes; minute++)
            {
                var end = TimeSpan.FromMinutes((round * RoundMinutes) + minute + 1);
                if (minute % 2 == 0)
                {
                    users.Work(renew: minute == 0);
                    await Task.Delay(end - clock.Elapsed, clock);
                    continue;
                }

                await Task.Delay(TimeSpan.FromSeconds(10), clock);
                var before = BytesSent(network);
                await Task.Delay(end - clock.Elapsed, clock);
                bytes += users.Counts ? BytesSent(network) - before : 0;
                seconds += users.Counts ? 50 : 0;
            }
        }

        await network.CheckAsync(HintAnnouncer.TimeToLive, areStable: false);
        await stop.CancelAsync();
        return new ChurnResult(
            Name,
            options.Seed,
            map.Count,
            SessionMinutes,
            users.Lookups.Rounded(),
            users.Gets.Rounded(),
            ScenarioJson.Rounded(users.Firsts / (double)Math.Max(1, users.Objects), 4),
            ScenarioJson.Rounded(bytes / Math.Max(1, seconds) / map.Count, 1)
        );
    }

    private static async Task LiveAndDieAsync(LiveNetwork network, int place, CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromSeconds(60.0 * place / network.Map.Count), network.Clock, CancellationToken.None);
        while (!stop.IsCancellationRequested)
        {
            network.Start(place, network.AnyJoined());
            var session = TimeSpan.FromMinutes(network.Random.Weibull(ScaleMinutes, Shape));
            await Task.Delay(session, network.Clock, CancellationToken.None);
            network.Crash(place);
            var pause = TimeSpan.FromSeconds(10 * network.Random.NextDouble());
            await Task.Delay(pause, network.Clock, CancellationToken.None);
        }
    }

    private static long BytesSent(LiveNetwork network)
    {
        var sum = 0L;
        foreach (var traffic in network.Network.Traffic)
        {
            sum += traffic.BytesSent;
        }

        return sum;
    }
}
