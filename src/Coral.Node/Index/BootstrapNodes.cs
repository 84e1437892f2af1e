using Coral.Core.Network;

namespace Coral.Node.Index;

/// <summary>Nodes through which the network is found: those that the options name, and those of the last run.</summary>
internal sealed class BootstrapNodes(NodeIndexOptions options, ContactStore contacts)
{
    /// <summary>Reads them, off the caller's thread: the disk may be slow.</summary>
    /// <param name="self">The node's own address, which is left out.</param>
    public Task<List<NodeAddress>> ReadAsync(NodeAddress self) => Task.Run(() => Read(self));

    private List<NodeAddress> Read(NodeAddress self) =>
        [
            .. options
                .Join.Select(NodeAddress.From)
                .Concat(contacts.Load())
                .Where(address => address.IsLoopback || !options.IsLoopbackOnly)
                .Where(address => address != self)
                .Distinct(),
        ];
}
