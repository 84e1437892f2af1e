using Coral.Index.Hints;
using Coral.Simulation.Invariants;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Simulation.Scenarios;

/// <summary>
/// The frame of every run: a clock of its own, progress, the invariants, and the seed in every failure.
/// </summary>
internal static class ScenarioRunner
{
    /// <summary>Plays a scenario on a network with converged tables, then asks the invariants.</summary>
    /// <param name="name">The scenario's.</param>
    /// <param name="options">The options of the scenario.</param>
    /// <param name="settings">The parameters of the network.</param>
    /// <param name="longestTimeToLive">The longest time that the scenario gives any value.</param>
    /// <param name="play">The scenario itself; the network runs already.</param>
    /// <exception cref="ScenarioFailedException">It went wrong.</exception>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public static T Run<T>(
        string name,
        ScenarioOptions options,
        IndexNetworkSettings settings,
        TimeSpan longestTimeToLive,
        Func<IndexNetwork, Task<T>> play
    ) =>
        Run(
            name,
            options,
            async clock =>
            {
                using var network = new IndexNetwork(clock, settings);
                var leakage = new LeakageWatch(clock, settings.Options);
                network.Listen(leakage.Of);
                network.Start();
                var result = await play(network);
                if (network.Fault is { } fault)
                {
                    throw new InvariantException($"A node's loop ended by itself: {fault}");
                }

                var population = new Population(clock, network.Living, settings.Options)
                {
                    IsKind = options.IsKind,
                    Leakage = leakage,
                    LongestTimeToLive =
                        longestTimeToLive > HintAnnouncer.TimeToLive ? longestTimeToLive : HintAnnouncer.TimeToLive,
                };
                await InvariantChecker.CheckAsync(population, network.Random);
                return result;
            }
        );

    /// <summary>Plays a scenario that makes its network itself.</summary>
    public static T Run<T>(string name, ScenarioOptions options, Func<VirtualClock, Task<T>> play)
    {
        var clock = new VirtualClock(elapsed =>
        {
            options.Cancellation.ThrowIfCancellationRequested();
            options.Progress?.Invoke(elapsed);
        });
        try
        {
            return clock.Run(() => play(clock));
        }
        catch (Exception ex)
            when (ex is not OperationCanceledException || !options.Cancellation.IsCancellationRequested)
        {
            // The edge of a run: whatever went wrong, its seed is what brings it back.
            throw new ScenarioFailedException(name, options, clock.Elapsed, ex);
        }
    }
}
