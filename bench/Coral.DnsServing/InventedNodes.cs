using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;

namespace Coral.DnsServing;

/// <summary>Proxies that exist in answers only, and always say that they live; one name server.</summary>
internal sealed class InventedNodes : INodeCheck
{
    private static readonly ServicePorts Proxy = new(Peer: 7443, Http: 80, Dns: 0);
    private static readonly ServicePorts Both = new(Peer: 7443, Http: 80, Dns: 53);

    public InventedNodes(IPEndPoint self, int count)
    {
        Self = Contact(0, NodeAddress.From(self), Both);
        Others =
        [
            .. Enumerable
                .Range(1, count)
                .Select(i => Contact(i, NodeAddress.FromIPv4(0xC000_0200 + (uint)i, 7400), Proxy)),
        ];
    }

    public IReadOnlyList<NodeContact> Others { get; }

    public NodeContact Self { get; }

    public NodeReport Own => Report(Both);

    public ValueTask<NodeReport?> CheckAsync(NodeContact contact, CancellationToken cancellationToken) =>
        new(Report(contact.Ports));

    private static NodeReport Report(ServicePorts ports) => new(ports, NodeConditions.None, TimeSpan.FromHours(2));

    private static NodeContact Contact(int number, NodeAddress address, ServicePorts ports) =>
        new(new NodeId(Key.Of($"invented {number}").Point), address, ports);
}
