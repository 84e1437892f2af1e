using System.Net;
using System.Text;

namespace Coral.Proxy.Peers.Connections;

/// <summary>Sets up the framework's HTTP/2 client so that each peer has one connection, of ours.</summary>
internal static class PeerHandler
{
    /// <summary>The link that a request is to go over.</summary>
    public static readonly HttpRequestOptionsKey<PeerConnectionUse> LinkKey = new("coral.peer-link");

    /// <summary>
    /// The bytes that a peer may send ahead of its reader at first; the framework raises it on long, fast ways.
    /// </summary>
    private const int StreamWindowBytes = 256 * 1024;

    /// <summary>The framework's own limit on waiting for a ping's answer.</summary>
    /// <remarks>
    /// It counts the answer to the ping alone, which queues behind the bodies on a slow line. What counts for us is any
    /// frame, and <see cref="PeerStream"/> counts that, so this only has to be out of the way.
    /// </remarks>
    private static readonly TimeSpan PingTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Creates a handler whose connections come from links.</summary>
    public static SocketsHttpHandler Create(PeerOptions options) =>
        new()
        {
            ConnectCallback = ConnectAsync,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            KeepAlivePingDelay = TimeSpan.FromSeconds(1),
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            EnableMultipleHttp2Connections = false,
            InitialHttp2StreamWindowSize = StreamWindowBytes,
            PooledConnectionIdleTimeout = options.IdleTime,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            MaxResponseHeadersLength = (int)((options.MaxHeaderBytes + 1023) / 1024),
            MaxResponseDrainSize = 0,
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        };

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellationToken
    ) =>
        context.InitialRequestMessage.Options.TryGetValue(LinkKey, out var lease)
        && await lease.Link.TakeAsync(cancellationToken) is { } stream
            ? stream
            : throw new IOException("The peer cannot be connected to.");
}
