using System.Diagnostics.Metrics;
using Coral.Core.Network;
using Coral.Dns;
using Coral.Dns.Answering;
using Coral.Dns.Configuration;
using Coral.Dns.Events;
using Coral.Dns.Queries;
using Coral.Dns.Resolvers;
using Coral.Dns.Wire;
using Coral.Simulation.Invariants;
using Coral.Simulation.Network;
using Coral.Simulation.Nodes;
using Coral.Simulation.Web;

namespace Coral.Simulation.Naming;

/// <summary>The name servers of all nodes, and the network between them and resolvers.</summary>
/// <remarks>
/// The servers run the real code. A datagram takes half the round trip each way, a query over TCP a round trip more,
/// which the server learns as it would from its kernel. Each client has its own /24. With one level there is no
/// hierarchy to refer resolvers through, and all living proxies are equal.
/// </remarks>
internal sealed class NameServers : IDisposable
{
    /// <summary>The port of all name servers.</summary>
    public const ushort Port = 53;

    /// <summary>The number of primaries, which the registrar knows: as many as CoralCDN had.</summary>
    private const int PrimaryCount = 10;

    private const uint FirstClientNetwork = 0xAC10_0000;
    private const ushort ClientPort = 5_300;
    private const int MostWatched = 64;

    /// <summary>The time that a resolver waits for a response.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly ProxyNetwork _nodes;
    private readonly bool _hasHints;
    private readonly string _host;
    private readonly DnsServer?[] _servers;
    private readonly CancellationTokenSource[] _lives;
    private readonly Meter _meter = new(DnsMetrics.MeterName);
    private readonly NamingWatch _watch = new();
    private readonly IDnsEvents _events;
    private readonly DnsOptions _options;

    /// <summary>Gives every node a name server.</summary>
    /// <param name="nodes">The nodes, whose ports are <see cref="ProxyNetwork.PortsWithDns"/>.</param>
    /// <param name="hasHints">True if the servers share hints about networks near them.</param>
    /// <param name="host">The host whose coralized name clients ask for.</param>
    public NameServers(ProxyNetwork nodes, bool hasHints, string host)
    {
        (_nodes, _hasHints, _host) = (nodes, hasHints, host);
        _servers = new DnsServer?[nodes.Caches.Count];
        _lives = [.. _servers.Select(_ => new CancellationTokenSource())];
        _events = new CompositeDnsEvents(new DnsMetrics(_meter), _watch);
        Primaries = [.. nodes.Index.Nodes.Take(PrimaryCount).Select(node => node.Contact.Address.WithPort(Port))];
        _options = Options(nodes.Index.Settings.Levels);
    }

    /// <summary>The zone that coralized names end in.</summary>
    public static DnsName Zone { get; } = DnsName.Parse("cdn.example");

    /// <summary>The zone of the hierarchy.</summary>
    public static DnsName Infrastructure { get; } = DnsName.Parse("coral.example");

    /// <summary>The name servers of both zones that the registrar knows.</summary>
    public IReadOnlyList<NodeAddress> Primaries { get; }

    /// <summary>The number of the node at an address.</summary>
    public int PlaceOf(NodeAddress address) => _nodes.Index.Network.NodeAt(address.WithPort(SimulatedNetwork.Port));

    /// <summary>Ends the server of a node that has crashed.</summary>
    public void Crash(int place) => _lives[place].Cancel();

    /// <summary>Sends a query to a server.</summary>
    /// <param name="client">The number of the client whose resolver sends the query.</param>
    /// <param name="server">The address of the name server.</param>
    /// <param name="query">The query in wire format.</param>
    /// <param name="transport">The transport of the query: UDP or TCP.</param>
    /// <returns><see langword="null"/> when no response came in time.</returns>
    public async Task<ReadOnlyMemory<byte>?> QueryAsync(
        int client,
        NodeAddress server,
        ReadOnlyMemory<byte> query,
        DnsTransportKind transport
    )
    {
        var place = PlaceOf(server);
        var clock = _nodes.Index.Clock;
        var begins = clock.Elapsed;
        var isTcp = transport == DnsTransportKind.Tcp;
        if (isTcp && !await _nodes.Web.Connections.ConnectAsync(client, place, CancellationToken.None))
        {
            return null;
        }

        var roundTrip = _nodes.Web.RoundTrip(client, place);
        var isLost = !isTcp && _nodes.Web.DrawLosses(2 * WebConditions.SegmentBytes) > 0;
        await clock.PauseAsync(roundTrip / 2);
        if (!isLost && _nodes.Web.IsAlive(place))
        {
            var source = new QuerySource(AddressOf(client), transport, isTcp ? roundTrip : null);
            var answer = await AnswerAsync(place, query, source);
            await clock.PauseAsync(roundTrip / 2);
            return answer;
        }

        await clock.PauseAsync(Timeout - (clock.Elapsed - begins));
        return null;
    }

    /// <summary>The check at the end of every run with name servers.</summary>
    /// <param name="isQuiet">True if no node has crashed until now.</param>
    /// <exception cref="InvariantException">A server reported what it never must.</exception>
    public void Check(bool isQuiet)
    {
        if (_watch.Violation(isQuiet) is { } violation)
        {
            throw new InvariantException(violation);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        for (var place = 0; place < _servers.Length; place++)
        {
            _lives[place].Cancel();
            _servers[place]?.Dispose();
            _lives[place].Dispose();
        }

        _meter.Dispose();
    }

    private static NodeAddress AddressOf(int client) =>
        NodeAddress.FromIPv4(FirstClientNetwork + ((uint)client << 8) + 1, ClientPort);

    private async Task<ReadOnlyMemory<byte>?> AnswerAsync(int place, ReadOnlyMemory<byte> query, QuerySource source)
    {
        var responder = (_servers[place] ??= Start(place)).Responder;
        var response = new byte[DnsLimits.MaxUdpResponseBytes];
        var length = responder.Answer(query.Span, source, response);
        if (length == DnsLimits.NeedsTime)
        {
            length = await responder.AnswerAsync(query, source, response, CancellationToken.None);
        }

        return length > 0 ? response.AsMemory(0, length) : null;
    }

    private DnsServer Start(int place)
    {
        var node = _nodes.Index.Nodes[place];
        var network = new DnsNetwork(
            node.Directory,
            _hasHints ? node.Content : new IndexWithoutHints(),
            new NodeCheck(node),
            new NoProbe(),
            new NoCertificates()
        );
        var config = new DnsConfig([Zone.ToString()], [_host], [node.Contact.Address.ToIPAddress()], _options);
        var random = _nodes.Index.Random;
        var server = new DnsServer(config, network, new SeededTokens(random), random, _nodes.Index.Clock, _events);
        _ = server.RunAsync(_lives[place].Token);
        return server;
    }

    private DnsOptions Options(int levels)
    {
        var options = new DnsOptions
        {
            NameServers = [.. Primaries.Select((address, i) => $"ns{i + 1}.{Zone}={address.ToIPAddress()}")],
        };
        return levels == 1
            ? options with
            {
                Spread = 1,
                Watched = MostWatched,
                TruncateUnknown = false,
            }
            : options with
            {
                InfrastructureZone = Infrastructure.ToString(),
                NameServers = [.. Primaries.Select((a, i) => $"ns{i + 1}.{Infrastructure}={a.ToIPAddress()}")],
            };
    }
}
