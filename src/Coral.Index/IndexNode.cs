using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index.Clusters;
using Coral.Index.Hints;
using Coral.Index.Lookup;
using Coral.Index.Messages;
using Coral.Index.Routing;
using Coral.Index.Rpc;
using Coral.Index.Store;
using Coral.Index.Upkeep;

namespace Coral.Index;

/// <summary>One node of the index, whole: put together here, and run by one loop.</summary>
/// <remarks>
/// Single-threaded by contract: every member is called on the synchronisation context that <see cref="RunAsync"/> was
/// started on, and all work comes back to it. The same class runs over sockets and in virtual time.
/// </remarks>
public sealed class IndexNode : IDisposable
{
    private readonly IDatagramTransport _transport;
    private readonly RpcDispatcher _dispatcher;
    private readonly RpcClient _client;
    private readonly TableMaintenance _housekeeping;
    private readonly SloppyHashTable _table;
    private readonly HintAnnouncer? _hints;
    private readonly NodeClock _clock;
    private readonly Func<NodeConditions> _conditions;

    /// <summary>Puts a node together; nothing runs yet.</summary>
    /// <param name="config">Who it is and how it behaves.</param>
    /// <param name="transport">Its end of the network; not disposed here.</param>
    /// <param name="clock">Its time.</param>
    /// <param name="random">Jitter and sampling.</param>
    /// <param name="tokens">What others must not guess.</param>
    /// <param name="metrics">What it counts.</param>
    public IndexNode(
        IndexNodeConfig config,
        IDatagramTransport transport,
        TimeProvider clock,
        Random random,
        ITokenSource tokens,
        IndexMetrics metrics
    )
        : this(config, null, transport, clock, random, tokens, metrics) { }

    internal IndexNode(
        IndexNodeConfig config,
        ClusterSet? clusters,
        IDatagramTransport transport,
        TimeProvider clock,
        Random random,
        ITokenSource tokens,
        IndexMetrics metrics
    )
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(transport);
        var (options, time) = (config.Options, new NodeClock(clock));
        _clock = time;
        _conditions = config.Conditions;
        var self = new LocalNode(config.Id, transport.LocalAddress, config.Ports);
        var seal = new DatagramSeal(config.NetworkKeys);
        _transport = transport;
        var alone = ClusterFounding.AllNew(config.Clusters.Levels, tokens, clock);
        Peers = new PeerTable(config.Id, clusters ?? alone, options, time);
        Store = new PointerStore(config.Id, options, time);
        Published = new PublishedValues(time);
        var composer = new MessageComposer(self, Peers, seal);
        var parts = new RpcParts(composer, new DatagramSender(transport), Peers, seal.IsAuthentic);
        _client = new RpcClient(parts, options, time, tokens, metrics);
        var levels = ClusterMembership.Of(Peers, config.Clusters, time);
        var witness = new ClusterOpinions(levels, Peers);
        Server = new IndexServer(Peers, Store, witness);
        var check = new HolderCheck(config.Id, Store, Published, _client, time);
        var limiter = new RateLimiter(options.RequestsPerSecond, time);
        var tools = new DispatcherTools(limiter, Published, _conditions, time, metrics);
        _dispatcher = new RpcDispatcher(parts, seal, Server, _client, check, tools);
        var context = new LookupContext(self, Peers, Server, _client, options, time);
        _table = new SloppyHashTable(context, Published, check, metrics);
        _housekeeping = new TableMaintenance(context, Store, Published, random);
        var prober = new ClusterProber(Peers, _client, time, random);
        Clusters = new ClusterMaintenance(
            clusters is null ? levels : [],
            prober,
            witness,
            Peers,
            new ClusterTools(config.Clusters, time, random, tokens, _housekeeping.EnterAsync)
        );
        var reader = options.Hints ? new HintReader(_table, prober) : null;
        _hints = reader is null ? null : new HintAnnouncer(self.Contact, _table, reader, Peers, time, random);
        var targets = reader is null ? null : new TargetHints(reader, time);
        Directory = new NodeDirectory(Peers, config.Clusters, targets);
        Contact = self.Contact;
    }

    /// <summary>How others reach this node.</summary>
    public NodeContact Contact { get; }

    /// <summary>Puts, gets and claims.</summary>
    public IContentIndex Content => _table;

    /// <summary>Whom it knows.</summary>
    public NodeDirectory Directory { get; }

    /// <summary>How this node is, as others would hear it.</summary>
    public NodeReport Report => new(Contact.Ports, _conditions(), _clock.Now);

    internal ClusterMaintenance Clusters { get; }

    internal SloppyHashTable Table => _table;

    internal IIndexRpc Rpc => _client;

    internal PendingCalls Pending => _client.Pending;

    internal RpcDispatcher Dispatcher => _dispatcher;

    internal IndexServer Server { get; }

    internal PeerTable Peers { get; }

    internal PointerStore Store { get; }

    internal PublishedValues Published { get; }

    /// <summary>Receives, answers and keeps house until <paramref name="cancellationToken"/> says stop.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
            ReceiveAsync(cancellationToken),
            _housekeeping.RunAsync(cancellationToken),
            Clusters.RunAsync(cancellationToken),
            _hints?.RunAsync(cancellationToken) ?? Task.CompletedTask
        );

    /// <summary>Asks a node how it is: one request, and its repeat.</summary>
    /// <returns>Nothing when it did not answer.</returns>
    public async Task<NodeReport?> AskAsync(NodeContact contact) =>
        await _client.AskHealthAsync(contact) is { } health
            ? new NodeReport((Peers.Find(contact.Id)?.Contact ?? contact).Ports, health.Conditions, health.Uptime)
            : null;

    /// <summary>
    /// Names the routers that this node's traffic passes first: nodes behind the same ones meet under them.
    /// </summary>
    /// <remarks>Private addresses are left out, and so is everything where hints are off.</remarks>
    public void AddGateways(IEnumerable<IPAddress> routers)
    {
        ArgumentNullException.ThrowIfNull(routers);
        _hints?.AddGateways(routers);
    }

    /// <summary>Finds the network through any of these nodes, and fills the tables.</summary>
    /// <returns>Whether one of them answered.</returns>
    public Task<bool> JoinAsync(IReadOnlyList<NodeAddress> nodes, CancellationToken cancellationToken) =>
        _housekeeping.JoinAsync(nodes, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[DatagramSender.MaxBytes];
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var datagram = await _transport.ReceiveAsync(buffer, cancellationToken);
                _dispatcher.Receive(datagram.Source, buffer.AsSpan(0, datagram.Length));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
