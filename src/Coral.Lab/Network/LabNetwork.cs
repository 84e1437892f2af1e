using System.Net;
using Coral.Caching.Store;
using Coral.Dns.Configuration;
using Coral.Index.Clusters;
using Coral.Lab.Origin;
using Coral.Node.Admin;
using Coral.Node.Clients;
using Coral.Node.Configuration;
using Coral.Node.Dns;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Coral.Node.Index;
using Coral.Proxy.AccessLogging;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;
using Coral.Transport.WideArea;

namespace Coral.Lab.Network;

/// <summary>Many whole nodes and an origin on loopback addresses of their own, with a wide area between them.</summary>
/// <remarks>One process; real sockets, real stores. Leaves no file behind.</remarks>
public sealed class LabNetwork : IAsyncDisposable
{
    private const int HttpPort = 8_080,
        OriginPort = 8_000,
        PeerPort = 7_443,
        IndexPort = 7_400,
        DnsPort = 5_300,
        AdminPort = 7_480;

    private readonly LabOptions _options;
    private readonly LabAddresses _addresses;
    private readonly DirectoryInfo _folder;
    private readonly List<LabNode> _nodes = [];
    private LabOrigin? _origin;

    private LabNetwork(LabOptions options, LabAddresses addresses, TimeProvider clock, Random random)
    {
        _options = options;
        _addresses = addresses;
        _folder = Directory.CreateTempSubdirectory("coral-lab-");
        Area = new WideAreaNetwork(options.Map, options.Network, clock, random);
    }

    /// <summary>The nodes, in the order of their numbers; the others have joined through the first.</summary>
    public IReadOnlyList<LabNode> Nodes => _nodes;

    /// <summary>Those that run.</summary>
    public IEnumerable<LabNode> Living => _nodes.Where(node => node.IsUp);

    /// <summary>The origin of all files.</summary>
    public LabOrigin Origin => _origin!;

    /// <summary>The way between them.</summary>
    public WideAreaNetwork Area { get; }

    /// <summary>Starts the origin, the first node, and then the others through it.</summary>
    /// <param name="options">Nodes, map and network conditions.</param>
    /// <param name="random">Loss and jitter of the network.</param>
    /// <param name="cancellationToken">Ends the start; what has started is ended.</param>
    /// <returns>The lab, as soon as every node has found the others; their clusters form behind.</returns>
    /// <exception cref="IOException">An address cannot be had.</exception>
    /// <exception cref="NodeStartException">A node cannot start.</exception>
    public static async Task<LabNetwork> StartAsync(
        LabOptions options,
        TimeProvider clock,
        Random random,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Nodes is < 1 or > LabOptions.MaxNodes)
        {
            throw new ArgumentException($"A lab has 1 to {LabOptions.MaxNodes} nodes.", nameof(options));
        }

        var lab = new LabNetwork(options, LabAddresses.Take(), clock, random);
        try
        {
            await lab.StartAsync(clock, cancellationToken);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client at the place of a node that asks the origin itself, over the same wide area.</summary>
    /// <param name="place">The node at whose address the client is.</param>
    /// <param name="keepsConnections">True if a second request uses the connection of the first.</param>
    public HttpClient CreateDirectClient(LabNode place, bool keepsConnections)
    {
        ArgumentNullException.ThrowIfNull(place);
        var connector = new WideAreaConnector(Area, place.Address);
        return new HttpClient(
            new SocketsHttpHandler
            {
                ConnectCallback = async (_, token) =>
                    await connector.ConnectAsync(Origin.EndPoint, token) ?? throw new IOException("Refused."),
                PooledConnectionLifetime = keepsConnections ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
                UseProxy = false,
            }
        );
    }

    /// <summary>Stops all nodes, and deletes the files that they wrote.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        if (_origin is not null)
        {
            await _origin.DisposeAsync();
        }

        _addresses.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var map = _options.Map;
        var originAt = new IPEndPoint(_addresses.Origin, _addresses.FreePort(OriginPort));
        Area.Place(originAt.Address, map.OriginRegion, _options.OriginBitsPerSecond ?? map.OriginBitsPerSecond);
        _origin = await LabOrigin.StartAsync(originAt, clock, cancellationToken);

        var key = Path.Combine(_folder.FullName, "network.key");
        NetworkKeys.Create(key, new SystemTokenSource());
        var ports = new LabPorts(
            _addresses.FreePort(HttpPort),
            _addresses.FreePort(PeerPort),
            _addresses.FreePort(IndexPort),
            _addresses.FreePort(DnsPort),
            _addresses.FreePort(AdminPort)
        );
        for (var number = 0; number < _options.Nodes; number++)
        {
            Add(number, ports, key, clock);
        }

        await _nodes[0].StartAsync(cancellationToken);
        await Task.WhenAll(_nodes.Skip(1).Select(node => node.StartAsync(cancellationToken)));
        await Task.WhenAll(_nodes.Skip(1).Select(node => node.Joined)).WaitAsync(cancellationToken);
    }

    private void Add(int number, LabPorts ports, string key, TimeProvider clock)
    {
        var regions = _options.Map.Regions;
        var region = number % regions.Count;
        var address = _addresses.Address(region + 1, (number / regions.Count) + 1);
        Area.Place(address, regions[region]);
        var settings = new NodeSettings(
            new ListenerOptions { Http = [new IPEndPoint(address, ports.Http)] },
            new DataOptions { Data = Path.Combine(_folder.FullName, $"node-{number}") },
            new AccessLogOptions { Destination = AccessLogOptions.Off },
            new CacheOptions { MemoryBytes = _options.MemoryBytes },
            new OriginOptions { Pins = [$"{LabOrigin.Host}={Origin.EndPoint}"] },
            new PeerOptions { Listen = new IPEndPoint(address, ports.Peer) },
            new NodeIndexOptions
            {
                Listen = new IPEndPoint(address, ports.Index),
                Join = number == 0 ? [] : [HostPort.Of(new IPEndPoint(_nodes[0].Address, ports.Index))],
                NetworkKey = key,
            },
            new ClusterOptions { Evaluation = _options.Evaluation }
        );
        if (_options.HasDns)
        {
            settings = settings.With(
                new NodeDnsOptions { Listen = [new IPEndPoint(address, ports.Dns)] },
                new DnsOptions { NameServerPort = ports.Dns }
            );
        }

        if (_options.HasAdmin)
        {
            settings = settings.With(new AdminOptions { Listen = new IPEndPoint(address, ports.Admin) });
        }

        _nodes.Add(
            new LabNode(
                new LabSite(number, address, regions[region]),
                _options.Settings(number, settings),
                Area,
                clock,
                service => _options.WrapPeerService(number, service),
                _options.CacheEvents(number)
            )
        );
    }
}
