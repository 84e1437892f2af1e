namespace Coral.Core.Index;

/// <summary>
/// Health checks of nodes, this one included: are they up, and what do they run? Safe from any thread.
/// </summary>
public interface INodeCheck
{
    /// <summary>This node, as others would see it.</summary>
    NodeContact Self { get; }

    /// <summary>This node's answer to a check now.</summary>
    NodeReport Own { get; }

    /// <summary>Asks a node now, with one exchange of datagrams.</summary>
    /// <param name="contact">The node, at the address where its index listens.</param>
    /// <param name="cancellationToken">Ends the wait: no answer by then is no answer.</param>
    /// <returns><see langword="null"/> when it did not answer.</returns>
    ValueTask<NodeReport?> CheckAsync(NodeContact contact, CancellationToken cancellationToken);
}
