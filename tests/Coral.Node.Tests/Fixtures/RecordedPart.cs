using System.Net;
using Coral.Node.Hosting;

namespace Coral.Node.Tests.Fixtures;

/// <summary>A part that writes down each step of its life.</summary>
internal sealed class RecordedPart(string name, List<string> steps) : INodePart
{
    public bool Fails { get; init; }

    public Task<NodeListening> StartAsync(NodeListening listening, CancellationToken cancellationToken)
    {
        steps.Add($"start {name}");
        return Fails
            ? throw new NodeStartException("told to")
            : Task.FromResult(listening with { Dns = [.. listening.Dns, new IPEndPoint(IPAddress.Loopback, 53)] });
    }

    public Task LeaveAsync()
    {
        steps.Add($"leave {name}");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        steps.Add($"stop {name}");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        steps.Add($"dispose {name}");
        return ValueTask.CompletedTask;
    }
}
