using Coral.Core.Index;

namespace Coral.Node.Admin.Index;

/// <summary>A node of the index.</summary>
/// <param name="Id">Who it is.</param>
/// <param name="Address">Where its index listens.</param>
/// <param name="Peer">Its port for other proxies; 0 for none.</param>
/// <param name="Http">Its port for HTTP clients; 0 for none.</param>
/// <param name="Dns">Its port for DNS; 0 for none.</param>
public sealed record NodeView(string Id, string Address, int Peer, int Http, int Dns)
{
    /// <summary>As the index knows it.</summary>
    public static NodeView From(NodeContact contact) =>
        new(
            contact.Id.ToString(),
            contact.Address.ToString(),
            contact.Ports.Peer,
            contact.Ports.Http,
            contact.Ports.Dns
        );
}
