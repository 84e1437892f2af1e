using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Redirection;

namespace Coral.DnsServing;

/// <summary>A cluster of proxies that exist in answers only: each of them always says that it lives.</summary>
internal sealed class InventedNodes : INodeCheck
{
    private static readonly ServicePorts Proxy = new(Peer: 7443, Http: 80, Dns: 53);

    public InventedNodes(IPEndPoint self, int count)
    {
        Self = Contact(0, NodeAddress.From(self));
        Others =
        [
            .. Enumerable.Range(1, count).Select(i => Contact(i, NodeAddress.FromIPv4(0xC000_0200 + (uint)i, 7400))),
        ];
    }

    public IReadOnlyList<NodeContact> Others { get; }

    public NodeContact Self { get; }

    public NodeReport Own => new(Proxy, NodeConditions.None, TimeSpan.FromHours(2));

    public ValueTask<NodeReport?> AskAsync(NodeContact contact, CancellationToken cancellationToken) => new(Own);

    private static NodeContact Contact(int number, NodeAddress address) =>
        new(new NodeId(Key.Of($"invented {number}").Point), address, Proxy);
}
