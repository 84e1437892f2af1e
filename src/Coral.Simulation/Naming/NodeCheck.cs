using Coral.Core.Index;
using Coral.Index;

namespace Coral.Simulation.Naming;

/// <summary>Asks nodes how they are, as their name server's own index node hears it.</summary>
internal sealed class NodeCheck(IndexNode node) : INodeCheck
{
    /// <summary>Nodes begin as after hours of running; so does what they say of it.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromHours(4);

    /// <inheritdoc />
    public NodeContact Self => node.Contact;

    /// <inheritdoc />
    public NodeReport Own => Aged(node.Report);

    /// <inheritdoc />
    public async ValueTask<NodeReport?> AskAsync(NodeContact contact, CancellationToken cancellationToken) =>
        await node.AskAsync(contact).WaitAsync(cancellationToken) is { } report ? Aged(report) : null;

    private static NodeReport Aged(NodeReport report) => report with { Uptime = report.Uptime + Before };
}
