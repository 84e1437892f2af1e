using System.Diagnostics.Metrics;
using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;
using Coral.Proxy.Peers.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.PeerTransfer;

/// <summary>Two peers of one network: one that holds the object, and one that requests it.</summary>
internal static class Network
{
    private const long MaxObjectBytes = 50 * 1024 * 1024;
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public static NodeContact Holder(ushort port) => Contact(1, port);

    public static PeerServer Server(ushort port) =>
        new(
            new PeerMembership(() => Holder(port), [Key], IsLoopbackOnly: false),
            new Shelf(),
            new PeerOptions { Listen = new IPEndPoint(IPAddress.Loopback, port) },
            Metrics(),
            TimeProvider.System,
            NullLoggerFactory.Instance
        );

    public static PeerClient Client()
    {
        var metrics = Metrics();
        return new PeerClient(
            new PeerMembership(Requester, [Key], IsLoopbackOnly: false),
            new PeerConnectionPool(new PeerOptions(), new SocketConnector(), metrics, TimeProvider.System),
            MaxObjectBytes,
            metrics,
            TimeProvider.System,
            NullLogger<PeerClient>.Instance
        );
    }

    public static NodeContact Requester() => Contact(2, 7443);

    private static NodeContact Contact(ulong id, ushort port) =>
        new(
            new NodeId(Identifier.FromNumber(id)),
            NodeAddress.From(IPAddress.Loopback, 7400),
            new ServicePorts(port, 8080, 0)
        );

    private static PeerMetrics Metrics() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
