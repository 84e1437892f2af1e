using System.Runtime.InteropServices;
using Coral.Cli.Invocation;
using Coral.Node;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Coral.Node.Logging;
using Coral.Node.Resources;
using Coral.Node.Zones;
using Microsoft.Extensions.Logging;

namespace Coral.Cli.Running;

/// <summary>A process that is a node: start, tell, wait for a signal, stop.</summary>
/// <remarks>
/// 1. Start, within what the process may have; what cannot be listened on ends it with one line.
/// 2. Tell on standard output where it listens, and what to try.
/// 3. Wait: SIGTERM or SIGINT asks for a stop, SIGHUP for a new access log file.
/// 4. Stop: running responses end; a second SIGTERM or SIGINT ends the process at once.
/// </remarks>
internal static class NodeProcess
{
    internal static async Task<int> RunAsync(EffectiveConfiguration configuration, CommandContext context)
    {
        // 1. Start
        ResourceFit fit;
        try
        {
            fit = ResourceFit.Of(NodeConfiguration.Catalog.Demands, configuration.Settings, ProcessLimitsReader.Read());
        }
        catch (NodeStartException ex)
        {
            context.Error.WriteLine($"coral run: {ex.Message}");
            return ExitCode.Failed;
        }

        var settings = fit.Settings;
        var log = settings.Get<LogOptions>();
        using var loggers = NodeLoggerProvider.CreateFactory(log.Log, log.LogLevel, context.Error, context.Clock);
        fit.Apply(loggers.CreateLogger<ResourceFit>());
        using var memory = new MemoryKeeper(
            MemoryKeeper.BoundFor(fit.CacheBytes),
            context.Clock,
            loggers.CreateLogger<MemoryKeeper>()
        );
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CoralNode node;
        try
        {
            node = await CoralNode.CreateAsync(
                settings,
                new SystemTokenSource(),
                context.Clock,
                loggers,
                console: Console.OpenStandardOutput
            );
        }
        catch (NodeStartException ex)
        {
            context.Error.WriteLine($"coral run: {ex.Message}");
            return ExitCode.Failed;
        }

        await using (node)
        {
            using var terminate = PosixSignalRegistration.Create(
                PosixSignal.SIGTERM,
                signal => RequestStop(signal, stop)
            );
            using var interrupt = PosixSignalRegistration.Create(
                PosixSignal.SIGINT,
                signal => RequestStop(signal, stop)
            );
            using var hangUp = HangUpSignal.Register(node.ReopenLogs);
            try
            {
                await node.StartAsync(CancellationToken.None);
            }
            catch (NodeStartException ex)
            {
                context.Error.WriteLine($"coral run: {ex.Message}");
                return ExitCode.Failed;
            }

            Tell(node, settings.Get<ZoneOptions>(), context.Output); // 2. Tell
            await stop.Task; // 3. Wait
            await node.StopAsync(CancellationToken.None); // 4. Stop
        }

        return ExitCode.Success;
    }

    /// <summary>
    /// The first signal asks; the second finds nobody who cancels it, and the system ends the process.
    /// </summary>
    private static void RequestStop(PosixSignalContext signal, TaskCompletionSource stop) =>
        signal.Cancel = stop.TrySetResult();

    private static void Tell(CoralNode node, ZoneOptions options, TextWriter output)
    {
        foreach (var line in StartMessage.Lines(options.Zones, node.Listening))
        {
            output.WriteLine(line);
        }

        output.Flush();
    }
}
