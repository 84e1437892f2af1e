using System.Net;
using Coral.Core.Index;
using Coral.Node.Admin;
using Coral.Node.Clients;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Coral.Node.Index;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Peers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coral.Node.Tests.Index;

/// <summary>Whole nodes in this process, on real sockets of loopback addresses.</summary>
internal sealed class IndexNodes : IAsyncDisposable
{
    private readonly List<CoralNode> _nodes = [];
    private readonly Dictionary<CoralNode, TableChanges> _changes = [];

    public CoralNode this[int node] => _nodes[node];

    /// <summary>Starts a node.</summary>
    /// <param name="join">Nodes through which it finds the network.</param>
    /// <param name="key">The file of its network's key.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="listen">Where its index listens; a free port of 127.0.0.1 by default.</param>
    /// <param name="joinAt">A further place to find the network at.</param>
    public async Task<CoralNode> StartAsync(
        IReadOnlyList<CoralNode>? join = null,
        string? key = null,
        string? data = null,
        IPEndPoint? listen = null,
        HostPort? joinAt = null,
        NodeNetwork? network = null
    )
    {
        var node = await CreateAsync(join, key, data, listen, joinAt: joinAt, network: network);
        _nodes.Add(node);
        await node.StartAsync(TestContext.Current.CancellationToken);
        return node;
    }

    /// <summary>Makes a node, which the caller starts and disposes.</summary>
    public async Task<CoralNode> CreateAsync(
        IReadOnlyList<CoralNode>? join = null,
        string? key = null,
        string? data = null,
        IPEndPoint? listen = null,
        IPEndPoint? admin = null,
        HostPort? joinAt = null,
        TimeProvider? clock = null,
        NodeNetwork? network = null
    )
    {
        var changes = new TableChanges();
        var node = await CoralNode.CreateAsync(
            new NodeSettings(
                new ListenerOptions { Http = [new IPEndPoint(IPAddress.Loopback, 0)] },
                new DataOptions { Data = data },
                new AccessLogOptions { Destination = AccessLogOptions.Off },
                new PeerOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
                new NodeIndexOptions
                {
                    Listen = listen ?? new IPEndPoint(IPAddress.Loopback, 0),
                    Join =
                    [
                        .. (join ?? []).Select(node => HostPort.Of(node.Contact.Address.ToIPEndPoint())),
                        .. joinAt is null ? Array.Empty<HostPort>() : [joinAt],
                    ],
                    NetworkKey = key,
                },
                new AdminOptions { Listen = admin ?? new IPEndPoint(IPAddress.Loopback, 0) }
            ),
            new SystemTokenSource(),
            clock ?? TimeProvider.System,
            NullLoggerFactory.Instance,
            (network ?? new NodeNetwork()) with
            {
                IndexEvents = changes,
            }
        );
        _changes.Add(node, changes);
        return node;
    }

    /// <summary>Waits until a node knows exactly these others.</summary>
    public async Task KnowsAsync(CoralNode node, params CoralNode[] others)
    {
        var expected = others.Select(other => other.Contact.Id).Order().ToList();
        while (true)
        {
            var changed = _changes[node].NextAsync();
            var known = await node.Directory.NodesAsync(
                ClusterLevel.Global,
                1_000,
                target: null,
                NodeServices.None,
                TestContext.Current.CancellationToken
            );
            if (known.Select(contact => contact.Id).Order().SequenceEqual(expected))
            {
                return;
            }

            await changed.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }
}
