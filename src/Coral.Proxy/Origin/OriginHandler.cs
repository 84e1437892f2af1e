using System.Net;
using System.Text;

namespace Coral.Proxy.Origin;

/// <summary>Sets up the framework's HTTP client so that it adds nothing, follows nothing and changes nothing.</summary>
internal static class OriginHandler
{
    /// <summary>Creates a handler that connects with <paramref name="connect"/>.</summary>
    public static SocketsHttpHandler Create(
        OriginOptions options,
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect
    ) =>
        new()
        {
            ConnectCallback = connect,
            PlaintextStreamFilter = (context, _) =>
                ValueTask.FromResult(
                    context.NegotiatedHttpVersion == HttpVersion.Version20
                        ? context.PlaintextStream
                        : new ConnectionStream(context.PlaintextStream, (int)options.MaxHeaderBytes)
                ),
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
            Credentials = null,
            PreAuthenticate = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            MaxConnectionsPerServer = options.MaxConnectionsPerOrigin,
            // Where an origin takes fewer requests on one connection than we send, the rest would wait on its time.
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = options.ConnectionIdleTime,
            PooledConnectionLifetime = options.ConnectionLifetime,
            MaxResponseHeadersLength = (int)((options.MaxHeaderBytes + 1023) / 1024),
            // A body that nobody wants is not read to its end to save a connection.
            MaxResponseDrainSize = 0,
        };
}
