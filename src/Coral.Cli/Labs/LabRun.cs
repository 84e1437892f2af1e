using System.Runtime.InteropServices;
using Coral.Cli.Invocation;
using Coral.Lab.Crowd;
using Coral.Lab.Network;
using Coral.Node.Hosting;

namespace Coral.Cli.Labs;

/// <summary>One lab from its start to its end.</summary>
/// <remarks>
/// 1. Start all nodes, and wait until they have found each other and their clusters.
/// 2. Let the crowd come, with live figures on a terminal.
/// 3. Say how it went.
/// 4. Where asked, leave the lab running until it is told to stop.
/// A first signal stops it at any point; a second ends the process at once.
/// </remarks>
internal sealed class LabRun(LabRequest request, CommandContext context)
{
    private static readonly TimeSpan ClusterPatience = TimeSpan.FromSeconds(30);

    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => RequestStop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => RequestStop(signal, stop));
        try
        {
            return await RunLabAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            context.Error.WriteLine("coral lab: stopped before it had finished");
            return ExitCode.Failed;
        }
        catch (Exception ex) when (ex is NodeStartException or IOException)
        {
            context.Error.WriteLine($"coral lab: {ex.Message}");
            return ExitCode.Failed;
        }
    }

    private async Task<int> RunLabAsync(CancellationToken cancellationToken)
    {
        // 1. Start
#pragma warning disable RS0030 // The composition root seeds: every lab is another.
        var random = new Random();
        var crowdRandom = new Random();
#pragma warning restore RS0030
        var options = new LabOptions
        {
            Nodes = request.Nodes,
            Map = request.Map,
            HasAdmin = request.Keep,
        };
        var text = new LabText(request, context);
        var started = context.Clock.GetTimestamp();
        text.Starting();
        await using var lab = await LabNetwork.StartAsync(options, context.Clock, random, cancellationToken);
        await new ClusterWatch(lab, request.Map, context.Clock).WaitAsync(ClusterPatience, cancellationToken);
        text.Started(lab, context.Clock.GetElapsedTime(started));

        // 2. Crowd
        var plan = new CrowdPlan { Duration = request.Crowd };
        var crowd = new FlashCrowd(lab, plan, context.Clock, crowdRandom);
        text.Coming(plan);
        await new LabScreen(lab, crowd, text, context).ShowAsync(crowd.RunAsync(cancellationToken));

        // 3. Result
        var figures = crowd.Figures;
        text.Result(LabReport.Of(lab, plan, figures));

        // 4. Keep
        if (request.Keep)
        {
            text.Keeping(lab);
            await UntilStoppedAsync(cancellationToken);
        }

        return figures is { Failed: 0, Wrong: 0 } ? ExitCode.Success : ExitCode.Failed;
    }

    private static async Task UntilStoppedAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
    }

    /// <summary>The first signal asks; the second ends the process at once.</summary>
    private static void RequestStop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }
}
