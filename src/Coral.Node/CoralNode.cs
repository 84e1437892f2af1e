using System.Diagnostics.Metrics;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Node.Clients;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Coral.Proxy;
using Microsoft.Extensions.Logging;

namespace Coral.Node;

/// <summary>One whole node: a list of parts that it takes through their life. Many may live in one process.</summary>
/// <remarks>
/// <see cref="NodeAssembly"/> makes the parts and gives their order. Starts once, stops once; the members are called by
/// one thread at a time, except <see cref="ReopenAccessLog"/>.
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

    /// <summary>The addresses that clients are served on, with the ports that it got. Empty before the start.</summary>
    public IReadOnlyList<ProxyListener> Listeners => Listening.Http;

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
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Log.Stopping(_logger);
        foreach (var part in _parts)
        {
            await part.LeaveAsync();
        }

        foreach (var part in _parts)
        {
            await part.StopAsync(cancellationToken);
        }
    }

    /// <summary>Opens the access log file anew by its name. Any thread.</summary>
    public void ReopenAccessLog()
    {
        foreach (var log in _parts.OfType<AccessLogPart>())
        {
            log.Reopen();
        }
    }

    /// <summary>Frees everything; what still runs is aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts)
        {
            await part.DisposeAsync();
        }

        _meters.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1700, LogLevel.Information, "Ready after {Milliseconds:F0} ms.", EventName = nameof(Started))]
        public static partial void Started(ILogger logger, double milliseconds);

        [LoggerMessage(
            1701,
            LogLevel.Information,
            "Stopping: no new connections, running responses may end.",
            EventName = nameof(Stopping)
        )]
        public static partial void Stopping(ILogger logger);
    }
}
