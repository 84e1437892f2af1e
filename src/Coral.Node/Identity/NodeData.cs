using Coral.Node.Hosting;

namespace Coral.Node.Identity;

/// <summary>The data that a node has before it runs: its folder, its identity, and the keys of its network.</summary>
internal sealed class NodeData : INodePart
{
    private NodeData(DataFolder? folder, NodeIdentity node, NetworkKeys? network)
    {
        Folder = folder;
        Node = node;
        Network = network;
    }

    /// <summary>
    /// Held until disposal; <see langword="null"/> for a node that keeps nothing, and is another at each start.
    /// </summary>
    public DataFolder? Folder { get; }

    /// <summary>The node's identity.</summary>
    public NodeIdentity Node { get; }

    /// <summary>The network's keys; <see langword="null"/> for a network without.</summary>
    public NetworkKeys? Network { get; }

    /// <summary>Reads the keys, takes the folder, finds or makes the identity.</summary>
    /// <param name="folder">The data folder, if any.</param>
    /// <param name="keyFile">The network key's file, if any.</param>
    /// <exception cref="NodeStartException">One of them is of no use.</exception>
    public static NodeData Open(string? folder, string? keyFile)
    {
        var network = keyFile is null ? null : NetworkKeys.Read(keyFile);
        var held = folder is null ? null : DataFolder.Open(folder);
        try
        {
            return new NodeData(held, held is null ? NodeIdentity.Create() : NodeIdentity.LoadOrCreate(held), network);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Node.Dispose();
        Folder?.Dispose();
        return ValueTask.CompletedTask;
    }
}
