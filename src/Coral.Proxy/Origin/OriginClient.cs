using Coral.Caching.Http;
using Coral.Caching.Transfers;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy.Origin;

/// <summary>The client for origins: HTTP/1.1, and HTTP/2 where a TLS origin speaks it. Any number of threads.</summary>
/// <remarks>
/// An http origin at its default port that sends everybody to the same URL under https, or refuses port 80 and serves
/// on 443, is requested over https at once for a day. One request changes scheme at most once:
/// 1. an origin known to have moved is requested over https; if it cannot be connected to, or sends us back to http, it
/// is requested over http, as a browser would do, and forgotten when it has a response of its own there;
/// 2. any other http origin is requested over http; if that suggests https, then over https, and remembered when it
///    responds there with anything but a redirect back.
/// When https fails after http only pointed there, the failure of https is the result: the redirect would lead the
/// visitor to the same failure, and hide from the cache that a stale copy is called for.
/// A host pinned to a port keeps its scheme, since the port of the other one is out of reach.
/// </remarks>
public sealed partial class OriginClient : IOriginFetcher, IDisposable
{
    private readonly OriginDialer _dialer;
    private readonly OriginExchange _exchange;
    private readonly SchemeMemory _moved;
    private readonly ILogger<OriginClient> _logger;

    /// <summary>Creates a client with a connection pool of its own.</summary>
    public OriginClient(
        OriginDialer dialer,
        OriginIdentity identity,
        OriginOptions options,
        OriginMetrics metrics,
        TimeProvider clock,
        ILogger<OriginClient> logger
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        _dialer = dialer;
        _logger = logger;
        _exchange = new OriginExchange(dialer, identity, options, metrics, clock, logger);
        _moved = new SchemeMemory(options, clock);
    }

    /// <inheritdoc />
    public Task<FetchedResponse> SendAsync(CacheRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!OriginUrl.TryParse(request.Key.Origin, out var origin))
        {
            throw new ArgumentException($"'{request.Key.Origin}' is not an origin.", nameof(request));
        }

        if (KeepsScheme(origin))
        {
            return _exchange.SendAsync(origin, request, cancellationToken);
        }

        return _moved.IsSecure(origin.Host)
            ? SendSecureFirstAsync(origin, request, cancellationToken)
            : SendPlainFirstAsync(origin, request, cancellationToken);
    }

    /// <inheritdoc />
    public void Prepare(CacheKey key, OriginPreparation step)
    {
        if (OriginUrl.TryParse(key.Origin, out var origin))
        {
            var moved = !KeepsScheme(origin) && _moved.IsSecure(origin.Host);
            _exchange.Prepare(moved ? origin.Under(Uri.UriSchemeHttps) : origin, step);
        }
    }

    /// <summary>Closes the connections that are not in use.</summary>
    public void Dispose() => _exchange.Dispose();

    private bool KeepsScheme(in OriginUrl origin) =>
        origin.IsSecure || origin.Port is not null || _dialer.PinsPort(origin.Host);

    private async Task<FetchedResponse> SendSecureFirstAsync(
        OriginUrl origin,
        CacheRequest request,
        CancellationToken cancellationToken
    )
    {
        var secure = await _exchange.SendAsync(origin.Under(Uri.UriSchemeHttps), request, cancellationToken);
        var sendsBack = secure.Head is { } head
            ? SchemeMoves.IsToHttp(head, origin, request.Key.Target)
            : secure.Failure is FetchFailure.ConnectFailed or FetchFailure.ConnectTimedOut;
        if (!sendsBack)
        {
            return secure;
        }

        await DropAsync(secure);
        var plain = await _exchange.SendAsync(origin, request, cancellationToken);
        if (secure.Head is null && SchemeMoves.SaysNothingItself(plain, origin, request.Key.Target))
        {
            await DropAsync(plain);
            return secure;
        }

        _moved.Forget(origin.Host);
        Log.Forgotten(_logger, origin.Host);
        return plain;
    }

    private async Task<FetchedResponse> SendPlainFirstAsync(
        OriginUrl origin,
        CacheRequest request,
        CancellationToken cancellationToken
    )
    {
        var plain = await _exchange.SendAsync(origin, request, cancellationToken);
        if (!SchemeMoves.SuggestsHttps(plain, origin, request.Key.Target))
        {
            return plain;
        }

        await DropAsync(plain);
        var secure = await _exchange.SendAsync(origin.Under(Uri.UriSchemeHttps), request, cancellationToken);
        if (secure.Head is { } head && !SchemeMoves.IsToHttp(head, origin, request.Key.Target))
        {
            _moved.Remember(origin.Host);
            Log.Moved(_logger, origin.Host);
        }

        return secure;
    }

    private static ValueTask DropAsync(FetchedResponse result) =>
        result.Body?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(
            1502,
            LogLevel.Debug,
            "{Host} moved to https; requests go there from now on.",
            EventName = nameof(Moved)
        )]
        public static partial void Moved(ILogger logger, string host);

        [LoggerMessage(
            1503,
            LogLevel.Debug,
            "{Host} no longer responds over https; requests go over http again.",
            EventName = nameof(Forgotten)
        )]
        public static partial void Forgotten(ILogger logger, string host);
    }
}
