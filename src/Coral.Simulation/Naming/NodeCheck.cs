using Coral.Core.Index;
using Coral.Index;

namespace Coral.Simulation.Naming;

/// <summary>Liveness checks of a name server, through the index node beside it.</summary>
internal sealed class NodeCheck(IndexNode node) : INodeCheck
{
    /// <summary>The uptime of nodes at the start of a simulation.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromHours(4);

    /// <inheritdoc />
    public NodeContact Self => node.Contact;

    /// <inheritdoc />
    public NodeReport Own => Aged(node.Report);

    /// <inheritdoc />
    public async ValueTask<NodeReport?> CheckAsync(NodeContact contact, CancellationToken cancellationToken) =>
        await node.AskAsync(contact).WaitAsync(cancellationToken) is { } report ? Aged(report) : null;

    private static NodeReport Aged(NodeReport report) => report with { Uptime = report.Uptime + Before };
}
