using System.Diagnostics.Metrics;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Microsoft.Extensions.Logging;

namespace Coral.Node;

/// <summary>One whole node: a list of parts that it takes through their life. Many may live in one process.</summary>
/// <remarks>
/// <see cref="NodeAssembly"/> makes the parts and gives their order. Starts once, stops once; the members are called by
/// one thread at a time, except <see cref="ReopenLogs"/>.
/// </remarks>
public sealed partial class CoralNode : IAsyncDisposable
{
    private readonly IReadOnlyList<INodePart> _parts;
    private readonly Func<NodeContact> _self;
    private readonly NodeMeterFactory _meters;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    internal CoralNode(
        IReadOnlyList<INodePart> parts,
        (IContentIndex Content, INodeDirectory Directory, Func<NodeContact> Self) index,
        NodeMeterFactory meters,
        TimeProvider clock,
        ILogger<CoralNode> logger
    )
    {
        _parts = parts;
        (Content, Directory, _self) = index;
        _meters = meters;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>The addresses that the node listens on. Complete after the start.</summary>
    public NodeListening Listening { get; private set; } = new([]);

    /// <summary>
    /// The node in the index, as others reach it. After the start; its address is empty without an index.
    /// </summary>
    public NodeContact Contact => _self();

    /// <summary>The index. Any thread.</summary>
    public IContentIndex Content { get; }

    /// <summary>The nodes of this node's clusters. Any thread.</summary>
    public INodeDirectory Directory { get; }

    /// <summary>The scope of this node's meters, by which a listener tells them from those of other nodes.</summary>
    public IMeterFactory Meters => _meters;

    /// <summary>
    /// Makes a node; nothing listens yet, but the data folder is taken and the access log is open.
    /// </summary>
    /// <param name="settings">The node's options, validated.</param>
    /// <param name="tokens">Draws what others must not guess.</param>
    /// <param name="network">The way to others; by default this machine's resolver and sockets.</param>
    /// <param name="console">
    /// Opens the stream of an access log whose destination is <c>console</c>; by default its lines go nowhere.
    /// </param>
    /// <exception cref="NodeStartException">
    /// The data folder or the network key is of no use, or the access log cannot be opened.
    /// </exception>
    public static async Task<CoralNode> CreateAsync(
        NodeSettings settings,
        ITokenSource tokens,
        TimeProvider clock,
        ILoggerFactory loggers,
        NodeNetwork? network = null,
        Func<Stream>? console = null
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(tokens);
        return await new NodeAssembly(
            settings,
            network ?? new NodeNetwork(),
            tokens,
            clock,
            loggers,
            console ?? (() => Stream.Null)
        ).BuildAsync();
    }

    /// <summary>Starts the parts, one after another.</summary>
    /// <exception cref="ListenException">An address cannot be listened on.</exception>
    /// <exception cref="NodeStartException">A part cannot start as the options say.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        foreach (var part in _parts)
        {
            Listening = await part.StartAsync(Listening, cancellationToken);
        }

        Log.Started(_logger, _clock.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Sends clients elsewhere, then stops the parts; running responses may end within their limits.</summary>
    /// <param name="cancellationToken">Aborts them at once.</param>
    /// <exception cref="AggregateException">Several parts failed; one failure alone is thrown as it came.</exception>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Log.Stopping(_logger);
        List<Exception> failures = [];
        failures.AddRange(await EachPart.TryAsync(_parts, part => part.LeaveAsync()));
        failures.AddRange(await EachPart.TryAsync(_parts, part => part.StopAsync(cancellationToken)));
        EachPart.ThrowIfAny(failures);
    }

    /// <summary>Opens all log files anew by their names. Any thread.</summary>
    public void ReopenLogs()
    {
        foreach (var part in _parts)
        {
            part.ReopenLogs();
        }
    }

    /// <summary>Frees everything; what still runs is aborted.</summary>
    /// <exception cref="AggregateException">Several parts failed; one failure alone is thrown as it came.</exception>
    public async ValueTask DisposeAsync()
    {
        var failures = await EachPart.TryAsync(_parts, part => part.DisposeAsync().AsTask());
        _meters.Dispose();
        EachPart.ThrowIfAny(failures);
    }

    private static partial class Log
    {
        [LoggerMessage(1700, LogLevel.Information, "Ready after {Milliseconds:F0} ms.", EventName = nameof(Started))]
        public static partial void Started(ILogger logger, double milliseconds);

        [LoggerMessage(
            1701,
            LogLevel.Information,
            "Stopping: refusing new connections, finishing running responses.",
            EventName = nameof(Stopping)
        )]
        public static partial void Stopping(ILogger logger);
    }
}
