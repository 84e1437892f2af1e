using System.Net;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Core.Time;
using Coral.Index.Clusters;
using Coral.Index.Events;
using Coral.Index.Hints;
using Coral.Index.Lookup;
using Coral.Index.Maintenance;
using Coral.Index.Messages;
using Coral.Index.Operations;
using Coral.Index.Routing;
using Coral.Index.Rpc;
using Coral.Index.Store;

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
    private readonly OutgoingCalls _calls;
    private readonly RpcClient _client;
    private readonly ExpirySweeper _sweeper;
    private readonly TableMaintenance _maintenance;
    private readonly HintAnnouncer? _hints;
    private readonly IIndexEvents _events;
    private readonly MonotonicClock _clock;
    private readonly Func<NodeConditions> _conditions;
    private bool _hasJoined;

    /// <summary>Puts a node together; nothing runs yet.</summary>
    /// <param name="config">The node's identity, keys and options.</param>
    /// <param name="transport">The network that datagrams go over; not disposed here.</param>
    /// <param name="clock">The clock of every timer and time-out of the node.</param>
    /// <param name="random">Draws jitter and samples; never what others must not guess.</param>
    /// <param name="tokens">Draws what others must not guess.</param>
    /// <param name="events">
    /// Receives the node's events; <see cref="CompositeIndexEvents"/> passes them to several listeners.
    /// </param>
    public IndexNode(
        IndexNodeConfig config,
        IDatagramTransport transport,
        TimeProvider clock,
        Random random,
        ITokenSource tokens,
        IIndexEvents events
    )
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(transport);
        var (options, time) = (config.Options, new MonotonicClock(clock));
        (_transport, _events, _clock, _conditions) = (transport, events, time, config.Conditions);
        var self = new LocalNode(config.Id, transport.LocalAddress, config.Ports);
        Contact = self.Contact;

        // What the node knows and keeps: clusters, peers and values.
        var founded = ClusterFounding.AllNew(config.Clusters.Levels, tokens, clock);
        Peers = new PeerTable(config.Id, config.FixedClusters ?? founded, options, time);
        Store = new PointerStore(config.Id, options, time);
        Published = new PublishedValues(time);

        // The client's side: requests to other nodes.
        var seal = new DatagramSeal(config.NetworkKeys);
        var composer = new MessageComposer(self, Peers, seal);
        var sender = new DatagramSender(transport);
        _calls = new OutgoingCalls(sender, Peers, time, events);
        _client = new RpcClient(composer, sender, _calls, Peers, options, tokens);

        // The server's side: requests of other nodes.
        var levels = ClusterMembership.Of(Peers, config.Clusters, time);
        var check = new HolderCheck(config.Id, Store, Published, _client, time);
        var deferred = new DeferredRequests(check);
        var ping = new PingOperation(composer, Published, _conditions, time);
        Find = new FindOperation(composer, Peers, Store, new ClusterOpinions(levels), deferred, events);
        var store = new StoreOperation(composer, Peers, Store, deferred);
        var limiter = new RateLimiter(options.RequestsPerSecond, time);
        var introductions = new Introductions(Peers, _client, time);
        var requests = new RequestReceiver(
            [ping, Find, store],
            limiter,
            introductions,
            sender,
            seal.IsAuthentic,
            events
        );
        var responses = new ResponseReceiver(_calls, Peers, introductions, limiter, events);
        _dispatcher = new RpcDispatcher(config.Id, seal, requests, responses, events);

        // Lookups.
        var rpc = new LoopbackRpc(self, _client, Find, store);
        var context = new LookupContext(self, Peers, rpc, options, time);
        Table = new SloppyHashTable(context, Store, Published, check, events);

        // Maintenance of the tables and clusters.
        var refresh = new TableRefresh(context, random);
        _sweeper = new ExpirySweeper(Store, Published, time);
        _maintenance = new TableMaintenance(context, refresh, random);
        var prober = new ClusterProber(context, random);
        Clusters = new ClusterMaintenance(
            config.FixedClusters is null ? levels : [],
            new ClusterSelection(Peers, prober, time, random),
            new ClusterSwitcher(Peers, refresh, tokens, time, events),
            config.Clusters,
            time,
            random
        );
        var reader = options.Hints ? new HintReader(Table, prober) : null;
        _hints = reader is null ? null : new HintAnnouncer(self.Contact, Table, reader, Peers, time, random);
        var targets = reader is null ? null : new TargetHints(reader, time);
        Directory = new NodeDirectory(Peers, config.Clusters, targets);
    }

    /// <summary>The id, address and ports at which others reach this node.</summary>
    public NodeContact Contact { get; }

    /// <summary>Puts, gets and leases.</summary>
    public IContentIndex Content => Table;

    /// <summary>The nodes that this node knows.</summary>
    public NodeDirectory Directory { get; }

    /// <summary>This node's answer to a health check.</summary>
    public NodeReport Report => new(Contact.Ports, _conditions(), _clock.Now);

    internal ClusterMaintenance Clusters { get; }

    internal SloppyHashTable Table { get; }

    internal IIndexRpc Rpc => _client;

    internal PendingCalls Pending => _calls.Pending;

    internal RpcDispatcher Dispatcher => _dispatcher;

    internal FindOperation Find { get; }

    internal PeerTable Peers { get; }

    internal PointerStore Store { get; }

    internal PublishedValues Published { get; }

    /// <summary>Receives datagrams, responds, and maintains the tables until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
            ReceiveAsync(cancellationToken),
            _sweeper.RunAsync(cancellationToken),
            _maintenance.RunAsync(cancellationToken),
            Clusters.RunAsync(cancellationToken),
            _hints?.RunAsync(cancellationToken) ?? Task.CompletedTask
        );

    /// <summary>Asks a node for its health: one request, and its repeat.</summary>
    /// <returns><see langword="null"/> when it did not answer.</returns>
    public async Task<NodeReport?> AskAsync(NodeContact contact) =>
        await _client.AskHealthAsync(contact) is { } health
            ? new NodeReport((Peers.Find(contact.Id)?.Contact ?? contact).Ports, health.Conditions, health.Uptime)
            : null;

    /// <summary>
    /// Names the routers that this node's traffic passes first: nodes behind the same routers find one another by these
    /// hints.
    /// </summary>
    /// <remarks>Private addresses are left out, and so is everything where hints are off.</remarks>
    public void AddGateways(IEnumerable<IPAddress> routers)
    {
        ArgumentNullException.ThrowIfNull(routers);
        _hints?.AddGateways(routers);
    }

    /// <summary>Finds the network through any of these nodes, and fills the tables.</summary>
    /// <returns>Whether one of them answered.</returns>
    public async Task<bool> JoinAsync(IReadOnlyList<NodeAddress> nodes, CancellationToken cancellationToken)
    {
        var isAnswered = await _maintenance.JoinAsync(nodes, cancellationToken);
        if (isAnswered && !_hasJoined)
        {
            _hasJoined = true;
            _events.Joined(Directory.Contacts().Count, _clock.Now);
        }

        return isAnswered;
    }

    /// <inheritdoc />
    public void Dispose() => _calls.Dispose();

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
