using Coral.Core.Identity;
using Coral.Node.Hosting;

namespace Coral.Node.Identity;

/// <summary>The data that a node has before it runs: its folder, its identity, and the keys of its network.</summary>
internal sealed class NodeData : INodePart
{
    private const int NetworkIdBytes = 8;

    private NodeData(DataFolder? folder, NodeIdentity node, NetworkKeys? network, string networkId)
    {
        Folder = folder;
        Node = node;
        Network = network;
        NetworkId = networkId;
    }

    /// <summary>
    /// Held until disposal; <see langword="null"/> for a node that keeps nothing, and is another at each start.
    /// </summary>
    public DataFolder? Folder { get; }

    /// <summary>The node's identity.</summary>
    public NodeIdentity Node { get; }

    /// <summary>The network's keys; <see langword="null"/> for a network without.</summary>
    public NetworkKeys? Network { get; }

    /// <summary>The network's public name; without a key it is this node's own, and another at each start.</summary>
    public string NetworkId { get; }

    /// <summary>Reads the keys, takes the folder, finds or makes the identity.</summary>
    /// <param name="folder">The data folder, if any.</param>
    /// <param name="keyFile">The network key's file, if any.</param>
    /// <param name="tokens">Draws the name of a network without a key.</param>
    /// <exception cref="NodeStartException">One of them is of no use.</exception>
    public static NodeData Open(string? folder, string? keyFile, ITokenSource tokens)
    {
        var network = keyFile is null ? null : NetworkKeys.Read(keyFile);
        var held = folder is null ? null : DataFolder.Open(folder);
        try
        {
            var node = held is null ? NodeIdentity.Create() : NodeIdentity.LoadOrCreate(held);
            return new NodeData(held, node, network, network?.NetworkId ?? DrawNetworkId(tokens));
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

    private static string DrawNetworkId(ITokenSource tokens)
    {
        Span<byte> id = stackalloc byte[NetworkIdBytes];
        tokens.Fill(id);
        return Convert.ToHexStringLower(id);
    }
}
