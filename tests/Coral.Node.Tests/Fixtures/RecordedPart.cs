using System.Net;
using Coral.Node.Hosting;

namespace Coral.Node.Tests.Fixtures;

/// <summary>A part that writes down each step of its life.</summary>
internal sealed class RecordedPart(string name, List<string> steps) : INodePart
{
    /// <summary>Fails to start.</summary>
    public bool Fails { get; init; }

    /// <summary>Fails to stop, and to be disposed.</summary>
    public bool FailsToEnd { get; init; }

    private ListenAddress Address => new("--dns", new IPEndPoint(IPAddress.Loopback, 53)) { Line = name, Place = 1 };

    public Task<NodeListening> StartAsync(NodeListening listening, CancellationToken cancellationToken)
    {
        steps.Add($"start {name}");
        return Fails ? throw new NodeStartException("told to") : Task.FromResult(listening.With(Address));
    }

    public void ReopenLogs() => steps.Add($"reopen {name}");

    public Task LeaveAsync()
    {
        steps.Add($"leave {name}");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        steps.Add($"stop {name}");
        return FailsToEnd ? throw new InvalidOperationException(name) : Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        steps.Add($"dispose {name}");
        return FailsToEnd ? throw new InvalidOperationException(name) : ValueTask.CompletedTask;
    }
}
