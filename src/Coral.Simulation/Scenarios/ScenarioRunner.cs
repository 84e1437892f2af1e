using Coral.Index.Hints;
using Coral.Simulation.Invariants;
using Coral.Simulation.Nodes;
using Coral.Simulation.Time;

namespace Coral.Simulation.Scenarios;

/// <summary>
/// The runner of scenarios: with a clock for each run, progress, the invariants, and the seed in every failure.
/// </summary>
internal static class ScenarioRunner
{
    /// <summary>Runs a scenario on a network with converged tables, then checks the invariants.</summary>
    /// <param name="name">The scenario's name on the command line.</param>
    /// <param name="options">The options given to the run.</param>
    /// <param name="settings">The parameters of the simulated network.</param>
    /// <param name="longestTimeToLive">The longest time that the scenario gives any value.</param>
    /// <param name="play">The scenario's body, called when the network runs.</param>
    /// <exception cref="ScenarioFailedException">An invariant does not hold, or the scenario threw.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
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
                var leakage = new LeakageWatch(clock, settings.Options);
                using var network = new IndexNetwork(
                    clock,
                    settings with
                    {
                        Listeners = [leakage.Of, .. settings.Listeners],
                    }
                );
                network.Start();
                var result = await play(network);
                if (network.Fault is { } fault)
                {
                    throw new InvariantException($"A node's loop ended by itself: {fault}");
                }

                var population = new Population(clock, network.Living, settings.Options)
                {
                    IsFaultless = options.IsFaultless,
                    Leakage = leakage,
                    LongestTimeToLive =
                        longestTimeToLive > HintAnnouncer.TimeToLive ? longestTimeToLive : HintAnnouncer.TimeToLive,
                };
                await InvariantChecker.CheckAsync(population, network.Random);
                return result;
            }
        );

    /// <summary>Runs a scenario that makes its network itself.</summary>
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
            // The boundary of a run: any failure is reported with the seed that repeats it.
            throw new ScenarioFailedException(name, options, clock.Elapsed, ex);
        }
    }
}
