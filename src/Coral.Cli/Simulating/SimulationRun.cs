using System.Runtime.InteropServices;
using Coral.Cli.Invocation;
using Coral.Simulation.Scenarios;

namespace Coral.Cli.Simulating;

/// <summary>
/// One run of a scenario from the command line: progress while it lasts, then the result or what went wrong.
/// </summary>
internal static class SimulationRun
{
    internal static int Run(
        Scenario scenario,
        ScenarioOptions options,
        bool isJson,
        CommandContext context,
        CancellationToken cancellationToken
    )
    {
        var progress = new ProgressLine(scenario.Name, context);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => RequestStop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => RequestStop(signal, stop));
        try
        {
            var json = scenario.Run(options with { Progress = progress.Show, Cancellation = stop.Token });
            progress.Clear();
            context.Output.WriteLine(isJson ? json : SimulationSummary.Of(scenario, json));
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            progress.Clear();
            context.Error.WriteLine(
                $"coral simulate {scenario.Name}: stopped before it had finished (seed {options.Seed})"
            );
            return ExitCode.Failed;
        }
        catch (ScenarioFailedException ex)
        {
            progress.Clear();
            context.Error.WriteLine($"coral simulate {ex.Message}");
            return ExitCode.Failed;
        }
    }

    /// <summary>The first signal asks; the second ends the process at once.</summary>
    private static void RequestStop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }
}
