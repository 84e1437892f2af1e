namespace Coral.Node.Identity;

/// <summary>What a node is before it runs: its data folder, who it is, and which network's keys it has.</summary>
internal sealed class Installation : IDisposable
{
    private Installation(DataFolder? folder, NodeIdentity node, NetworkKeys? network)
    {
        Folder = folder;
        Node = node;
        Network = network;
    }

    /// <summary>
    /// Held until disposal; <see langword="null"/> for a node that keeps nothing, and is another at each start.
    /// </summary>
    public DataFolder? Folder { get; }

    /// <summary>Who it is.</summary>
    public NodeIdentity Node { get; }

    /// <summary>The keys; <see langword="null"/> for a network without.</summary>
    public NetworkKeys? Network { get; }

    /// <summary>Reads the keys, takes the folder, finds or makes the identity.</summary>
    /// <param name="folder">The data folder, if any.</param>
    /// <param name="keyFile">The network key's file, if any.</param>
    /// <exception cref="NodeStartException">One of them is of no use.</exception>
    public static Installation Open(string? folder, string? keyFile)
    {
        var network = keyFile is null ? null : NetworkKeys.Read(keyFile);
        var held = folder is null ? null : DataFolder.Open(folder);
        try
        {
            return new Installation(
                held,
                held is null ? NodeIdentity.Create() : NodeIdentity.LoadOrCreate(held),
                network
            );
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Node.Dispose();
        Folder?.Dispose();
    }
}
