using Coral.Core.Index;

namespace Coral.Node.Admin.Index;

/// <summary>A node of the index.</summary>
/// <param name="Id">The node's id, in hexadecimal.</param>
/// <param name="Address">The endpoint of the node's index.</param>
/// <param name="Peer">The port for other proxies; 0 for none.</param>
/// <param name="Http">The port for HTTP clients; 0 for none.</param>
/// <param name="Dns">The port for DNS; 0 for none.</param>
public sealed record NodeView(string Id, string Address, int Peer, int Http, int Dns)
{
    /// <summary>Converts a contact of the index.</summary>
    public static NodeView From(NodeContact contact) =>
        new(
            contact.Id.ToString(),
            contact.Address.ToString(),
            contact.Ports.Peer,
            contact.Ports.Http,
            contact.Ports.Dns
        );
}
