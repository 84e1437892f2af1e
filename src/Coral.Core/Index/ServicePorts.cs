namespace Coral.Core.Index;

/// <summary>
/// The services a node runs beside the index, each at a port of the node's own address; 0 means not offered.
/// </summary>
/// <param name="Peer">TCP port for other proxies (HTTP/2).</param>
/// <param name="Http">TCP port of the HTTP proxy for clients.</param>
/// <param name="Dns">UDP and TCP port of the DNS server.</param>
public readonly record struct ServicePorts(ushort Peer, ushort Http, ushort Dns)
{
    /// <summary>The services with a port, as a set.</summary>
    public NodeServices Services =>
        Only(NodeServices.Peer, Peer) | Only(NodeServices.Http, Http) | Only(NodeServices.Dns, Dns);

    /// <summary>True if every one of <paramref name="services"/> is offered.</summary>
    public bool Offer(NodeServices services) => (Services & services) == services;

    private static NodeServices Only(NodeServices service, ushort port) => port == 0 ? NodeServices.None : service;
}
