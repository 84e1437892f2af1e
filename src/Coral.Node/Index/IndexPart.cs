using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Index;
using Coral.Node.Admin.Index;
using Coral.Node.Events;
using Coral.Node.Hosting;
using Coral.Node.Identity;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Index;

/// <summary>The index node, running on its loop, and the tasks beside it.</summary>
/// <remarks>Starts last, when the ports of all services are known; stops last, when nothing uses it any more.</remarks>
internal sealed partial class IndexPart : INodePart
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IndexSocketPart _socket;
    private readonly LoopIndex _index;
    private readonly IndexNodeFactory _factory;
    private readonly IReadOnlyList<IIndexTask> _tasks;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private IDatagramTransport? _transport;
    private IndexNode? _node;
    private Task _running = Task.CompletedTask;

    /// <summary>Sets the index up; nothing runs yet.</summary>
    /// <param name="socket">The index's UDP socket, bound already.</param>
    /// <param name="index">The index as other threads use it, and its loop.</param>
    /// <param name="tasks">Work beside the node, from its start to its stop.</param>
    public IndexPart(
        IndexSocketPart socket,
        LoopIndex index,
        IndexNodeFactory factory,
        IReadOnlyList<IIndexTask> tasks,
        TimeProvider clock,
        ILogger<IndexPart> logger
    )
    {
        _socket = socket;
        _index = index;
        _factory = factory;
        _tasks = tasks;
        _clock = clock;
        _logger = logger;
    }

    /// <inheritdoc />
    public IReadOnlyList<AdminRoute> Routes => new IndexPages(_index, _index, () => _index.Self, _clock).Routes;

    /// <summary>Makes the index's parts, and the tasks beside it; nothing runs yet.</summary>
    /// <param name="data">The node's identity, the keys of its network, and the folder of its contacts.</param>
    /// <param name="index">The index as other threads use it, and its loop.</param>
    /// <param name="socket">The index's socket, which starts before this part.</param>
    /// <param name="conditions">Conditions that speak against sending the node clients. Any thread.</param>
    public static IndexPart Create(
        IndexPartConfig config,
        NodeData data,
        LoopIndex index,
        IndexSocketPart socket,
        Func<NodeConditions> conditions,
        NodeHost host
    )
    {
        var events = NodeEvents.OfIndex(host.Meters, host.Loggers, host.Clock, host.Network.IndexEvents);
        var random = NodeRandom.Seeded(host.Tokens);
        var factory = new IndexNodeFactory(config, data, conditions, random, host.Tokens, events);
        var contacts = new ContactStore(data.Folder, host.Loggers.CreateLogger<ContactStore>());
        var tasks = IndexTasks.Of(config, contacts, index, host.Clock, host.Loggers);
        return new IndexPart(socket, index, factory, tasks, host.Clock, host.Loggers.CreateLogger<IndexPart>());
    }

    /// <inheritdoc />
    /// <remarks>The network is joined in the background.</remarks>
    public async Task<NodeListening> StartAsync(NodeListening listening, CancellationToken cancellationToken)
    {
        var ports = AdvertisedPorts.At(_socket.AdvertisedAddress, _socket.IsAddressConfigured, listening);
        var loop = _index.Loop;
        _transport = _socket.Take();
        _node = await loop.RunAsync(() =>
        {
            var node = _factory.Create(_transport, ports, new LoopClock(_clock, loop));
            _index.Observe(node);
            return Task.FromResult(node);
        });
        _index.Start(_node);
        Log.Listening(_logger, _node.Contact.Address, _node.Contact.Id);
        _running = Task.WhenAll([
            GuardAsync(ReceiveAsync(_node)),
            .. _tasks.Select(task => GuardAsync(task.RunAsync(_node, _stop.Token))),
        ]);
        var contact = _node.Contact;
        return listening.With(
            new ListenAddress("--index", contact.Address.ToIPEndPoint())
            {
                Line = $"Index on {contact.Address} (UDP), node {contact.Id}",
                Place = 40,
            }
        );
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_node is null || _stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        _index.Stop();

        // Nobody receives any more. Requests under way end now: after their time-outs the nodes asked would count as
        // lost, and the next run would not look for them.
        await _index.Loop.RunAsync(() =>
        {
            _node.Dispose();
            return Task.FromResult(true);
        });
        await _running;
        foreach (var task in _tasks)
        {
            await task.EndAsync(_node);
        }

        await _transport!.DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _index.Stop();
        if (_transport is not null)
        {
            await _transport.DisposeAsync();
        }

        _stop.Dispose();
    }

    /// <summary>The edge of every task: an exception that ends one is logged, and ends nothing else.</summary>
    private async Task GuardAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The index stops.
        }
        catch (Exception ex)
        {
            Log.Failed(_logger, ex);
        }
    }

    private Task<bool> ReceiveAsync(IndexNode node) =>
        _index.Loop.RunAsync(async () =>
        {
            await node.RunAsync(_stop.Token);
            return true;
        });

    private static partial class Log
    {
        [LoggerMessage(
            1730,
            LogLevel.Information,
            "Listening for the index on {Address}, as node {Id}.",
            EventName = "IndexListening"
        )]
        public static partial void Listening(ILogger logger, NodeAddress address, Core.Identity.NodeId id);

        [LoggerMessage(1734, LogLevel.Critical, "A task of the index has failed.", EventName = "IndexFailed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
