namespace Coral.Core.Index;

/// <summary>Asks nodes, this one included, whether they live and what they run. Safe from any thread.</summary>
public interface INodeCheck
{
    /// <summary>This node, as others would see it.</summary>
    NodeContact Self { get; }

    /// <summary>What this node would answer now.</summary>
    NodeReport Own { get; }

    /// <summary>Asks a node now, with one exchange of datagrams.</summary>
    /// <param name="contact">Whom.</param>
    /// <param name="cancellationToken">Ends the wait: no answer by then is no answer.</param>
    /// <returns>Nothing when it did not answer.</returns>
    ValueTask<NodeReport?> AskAsync(NodeContact contact, CancellationToken cancellationToken);
}
