using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Coral.Transport.Gateways;
using Coral.Transport.Udp;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Index;

/// <summary>The index as a part of a node: socket, loop, data folder.</summary>
/// <remarks>
/// 1. Bind the socket, and put the index node together on its loop.
/// 2. Let it run.
/// 3. Look for the network through the nodes named and those known from the last run, until one answers.
/// 4. Save whom the node knows: soon, then ever more rarely up to a minute, and at the stop.
/// Starts once, stops once.
/// </remarks>
internal sealed partial class IndexHost : IAsyncDisposable
{
    private static readonly TimeSpan FirstSave = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SavePeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ObservePeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan[] SecondLooks = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)];

    private readonly SerialLoop _loop = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IndexSettings _settings;
    private readonly Installation _installation;
    private readonly IndexTools _tools;
    private readonly IndexMetrics _metrics;
    private readonly UdpMetrics _udpMetrics;
    private readonly ContactStore _contacts;
    private readonly ILogger _logger;
    private readonly LoopIndex _index;
    private IDatagramTransport? _transport;
    private IndexNode? _node;
    private Task _running = Task.CompletedTask;

    /// <summary>Sets the index up; nothing is bound yet.</summary>
    public IndexHost(
        IndexSettings settings,
        Installation installation,
        IndexTools tools,
        IMeterFactory meters,
        ILoggerFactory loggers
    )
    {
        _settings = settings;
        _installation = installation;
        _tools = tools;
        _metrics = new IndexMetrics(meters.Create(new MeterOptions(IndexMetrics.MeterName)));
        _udpMetrics = new UdpMetrics(meters);
        _contacts = new ContactStore(installation.Folder, loggers.CreateLogger<ContactStore>());
        _logger = loggers.CreateLogger<IndexHost>();
        _index = new LoopIndex(_loop);
    }

    /// <summary>Puts, gets and claims. Any thread.</summary>
    public IContentIndex Content => _index;

    /// <summary>Who is near whom. Any thread.</summary>
    public INodeDirectory Directory => _index;

    /// <summary>Who lives. Any thread.</summary>
    public INodeCheck Check => _index;

    /// <summary>How others reach the node; its address is empty before the start.</summary>
    public NodeContact Contact => _node?.Contact ?? new NodeContact(_installation.Node.Id, default, default);

    /// <summary>Binds, and sets the node going; finding the network goes on behind.</summary>
    /// <param name="portsAt">What the node runs beside the index, given the address that others reach it at.</param>
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public async Task StartAsync(Func<NodeAddress, Task<ServicePorts>> portsAt)
    {
        _transport = Bind();
        var config = new IndexNodeConfig(
            _installation.Node.Id,
            await portsAt(_transport.LocalAddress),
            _installation.Network?.Keys ?? [],
            _settings.Index
        )
        {
            Clusters = _settings.Clusters,
            Conditions = _tools.Conditions,
        };
        var clock = new LoopClock(_tools.Clock, _loop);
        _node = await _loop.RunAsync(() =>
        {
            var node = new IndexNode(config, _transport, clock, _tools.Random, _tools.Tokens, _metrics);
            _index.Observe(node);
            return Task.FromResult(node);
        });
        _index.Start(_node);
        Log.Listening(_logger, _node.Contact.Address, _node.Contact.Id);
        _running = Task.WhenAll(
            GuardAsync(RunAsync(_node)),
            GuardAsync(JoinAsync(_node)),
            GuardAsync(TraceAsync(_node)),
            GuardAsync(ObserveAsync(_node)),
            GuardAsync(SaveAsync(_node))
        );
    }

    /// <summary>Stops, and saves whom the node knows.</summary>
    public async Task StopAsync()
    {
        if (_node is null || _stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        _index.Stop();

        // Nobody receives any more. What is still asked ends now: after its time-outs those asked would count as lost,
        // and the next run would not look for them.
        await _loop.RunAsync(() =>
        {
            _node.Dispose();
            return Task.FromResult(true);
        });
        await _running;
        await SaveOnceAsync(_node);
        await _transport!.DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _index.Stop();
        if (_transport is not null)
        {
            await _transport.DisposeAsync();
        }

        _stop.Dispose();
    }

    private IDatagramTransport Bind()
    {
        var listen = _settings.Node.Listen;
        var advertise = _settings.Advertise;
        if (advertise is null && (listen.Address.Equals(IPAddress.Any) || listen.Address.Equals(IPAddress.IPv6Any)))
        {
            advertise = OutboundAddress.Towards(_settings.Node.Join);
        }

        try
        {
            var transport = _tools.Datagrams(UdpDatagramTransport.Open(listen, advertise, _settings.Udp, _udpMetrics));
            return _settings.Node.IsLoopbackOnly ? new LoopbackDatagramTransport(transport) : transport;
        }
        catch (SocketException ex)
        {
            const string Option = "--index (Coral:Index:Listen)";
            throw new ListenException(ListenProbe.Describe(listen, SocketType.Dgram, Option, ex), ex);
        }
    }

    /// <summary>The edge of every loop: what ends one is logged, and takes nothing else with it.</summary>
    private async Task GuardAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to stop.
        }
        catch (Exception ex)
        {
            Log.Failed(_logger, ex);
        }
    }

    private Task<bool> RunAsync(IndexNode node) =>
        _loop.RunAsync(async () =>
        {
            await node.RunAsync(_stop.Token);
            return true;
        });

    private async Task JoinAsync(IndexNode node)
    {
        var nodes = await Task.Run(Candidates);
        if (nodes.Count == 0)
        {
            Log.Alone(_logger);
            return;
        }

        var started = _tools.Clock.GetTimestamp();
        for (var wait = FirstRetry; ; wait = Doubled(wait, LongestRetry))
        {
            if (await _loop.RunAsync(() => node.JoinAsync(nodes, _stop.Token)))
            {
                var known = await ContactsAsync(node);
                Log.Joined(_logger, known.Count, _tools.Clock.GetElapsedTime(started).TotalMilliseconds);
                break;
            }

            Log.NotJoined(_logger, nodes.Count, wait);
            await Task.Delay(wait, _tools.Clock, _stop.Token);
        }

        // Of two that join at the same time through the same node, the first may not be told of the second.
        foreach (var pause in SecondLooks)
        {
            await Task.Delay(pause, _tools.Clock, _stop.Token);
            await _loop.RunAsync(() => node.JoinAsync(nodes, _stop.Token));
        }
    }

    /// <summary>Finds the routers on the way to the network, for hints.</summary>
    private async Task TraceAsync(IndexNode node)
    {
        var target = _settings.Index.Hints
            ? (await Task.Run(Candidates)).Find(address => !address.IsLoopback)
            : default;
        if (target.IsEmpty)
        {
            return;
        }

        var routers = await new GatewayTrace(_tools.Clock).FindAsync(target.ToIPAddress(), _stop.Token);
        Log.Traced(_logger, target, string.Join(", ", routers));
        await _loop.RunAsync(() =>
        {
            node.AddGateways(routers);
            return Task.FromResult(true);
        });
    }

    /// <summary>The nodes named by the operator, then those of the last run.</summary>
    private List<NodeAddress> Candidates() =>
        [
            .. _settings
                .Node.Join.Select(NodeAddress.From)
                .Concat(_contacts.Load())
                .Where(address => address.IsLoopback || !_settings.Node.IsLoopbackOnly)
                .Where(address => address != Contact.Address)
                .Distinct(),
        ];

    private Task ObserveAsync(IndexNode node) =>
        EveryAsync(
            ObservePeriod,
            ObservePeriod,
            () =>
                _loop.RunAsync(() =>
                {
                    _index.Observe(node);
                    return Task.FromResult(true);
                })
        );

    private Task SaveAsync(IndexNode node) => EveryAsync(FirstSave, SavePeriod, () => SaveOnceAsync(node));

    private async Task SaveOnceAsync(IndexNode node)
    {
        var contacts = await ContactsAsync(node);
        await Task.Run(() => _contacts.Save([.. contacts.Select(contact => contact.Address)]));
    }

    private Task<IReadOnlyList<NodeContact>> ContactsAsync(IndexNode node) =>
        _loop.RunAsync(() => Task.FromResult(node.Directory.Contacts()));

    /// <summary>Works after a time that doubles from round to round, from the first to the longest.</summary>
    private async Task EveryAsync(TimeSpan first, TimeSpan longest, Func<Task> work)
    {
        for (var wait = first; ; wait = Doubled(wait, longest))
        {
            await Task.Delay(wait, _tools.Clock, _stop.Token);
            await work();
        }
    }

    private static TimeSpan Doubled(TimeSpan wait, TimeSpan longest) => wait * 2 < longest ? wait * 2 : longest;

    private static partial class Log
    {
        [LoggerMessage(1730, LogLevel.Information, "Index on {Address}, node {Id}.", EventName = "IndexListening")]
        public static partial void Listening(ILogger logger, NodeAddress address, Core.Identity.NodeId id);

        [LoggerMessage(
            1731,
            LogLevel.Information,
            "The network was found after {Milliseconds:F0} ms; {Count} nodes are known.",
            EventName = "IndexJoined"
        )]
        public static partial void Joined(ILogger logger, int count, double milliseconds);

        [LoggerMessage(
            1732,
            LogLevel.Warning,
            "None of {Count} nodes answered; they are tried again in {Wait}.",
            EventName = "IndexNotJoined"
        )]
        public static partial void NotJoined(ILogger logger, int count, TimeSpan wait);

        [LoggerMessage(
            1733,
            LogLevel.Information,
            "No other node is named or known: a network of one.",
            EventName = "IndexAlone"
        )]
        public static partial void Alone(ILogger logger);

        [LoggerMessage(1734, LogLevel.Critical, "A part of the index has stopped working.", EventName = "IndexFailed")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(
            1735,
            LogLevel.Debug,
            "Public routers on the first hops towards {Target}: {Routers}.",
            EventName = "IndexTraced"
        )]
        public static partial void Traced(ILogger logger, NodeAddress target, string routers);
    }
}
