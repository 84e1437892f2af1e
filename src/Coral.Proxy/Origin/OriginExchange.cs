using Coral.Caching.Http;
using Coral.Caching.Transfers;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy.Origin;

/// <summary>One request to an origin and its response, over pooled connections, within time and size limits.</summary>
internal sealed partial class OriginExchange : IDisposable
{
    private static readonly HttpRequestOptionsKey<HeaderLimit> LimitKey = new("coral.header-limit");

    private readonly OriginDialer _dialer;
    private readonly OriginIdentity _identity;
    private readonly OriginOptions _options;
    private readonly OriginMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly HttpMessageInvoker _invoker;
    private readonly PreparedConnections _prepared;
    private readonly OriginTurns _turns;
    private readonly OriginConnections _connections;

    public OriginExchange(
        OriginDialer dialer,
        OriginIdentity identity,
        OriginOptions options,
        OriginMetrics metrics,
        TimeProvider clock,
        ILogger logger
    )
    {
        _dialer = dialer;
        _identity = identity;
        _options = options;
        _metrics = metrics;
        _clock = clock;
        _logger = logger;
        _prepared = new PreparedConnections(dialer, clock);
        _turns = new OriginTurns(options, clock);
        _connections = new OriginConnections(options.MaxConnections, _turns);
        metrics.Observe(_turns);
        _invoker = new HttpMessageInvoker(OriginHandler.Create(options, ConnectAsync), disposeHandler: true);
    }

    /// <summary>Sends <paramref name="request"/> to an origin that need not be the one of its key.</summary>
    public async Task<FetchedResponse> SendAsync(
        OriginUrl origin,
        CacheRequest request,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!origin.TryCombine(request.Key.Target, out var uri))
        {
            return Fail(request, FetchFailure.BadResponse, "no URL");
        }

        if (await _turns.TakeAsync(OriginEnd.Of(origin), cancellationToken) is not { } turn)
        {
            return Fail(request, FetchFailure.Overloaded, "no connection of ours was free in time");
        }

        var isHeld = false;
        try
        {
            var result = await SendAsync(origin, uri, request, cancellationToken);
            if (result.Body is not { } body)
            {
                return result;
            }

            isHeld = true;
            return result.WithBody(new TurnBody(body, turn));
        }
        finally
        {
            if (!isHeld)
            {
                turn.Dispose();
            }
        }
    }

    /// <summary>Gets ready for a request to <paramref name="origin"/>.</summary>
    public void Prepare(in OriginUrl origin, OriginPreparation step)
    {
        var end = OriginEnd.Of(origin);
        if (step == OriginPreparation.Resolve)
        {
            _dialer.PrepareName(end.Host, end.Port);
        }
        else
        {
            _prepared.Prepare(end);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _invoker.Dispose();
        _prepared.Dispose();
    }

    /// <summary>Sends a request whose turn has come: its time begins.</summary>
    private async Task<FetchedResponse> SendAsync(
        OriginUrl origin,
        Uri uri,
        CacheRequest request,
        CancellationToken cancellationToken
    )
    {
        using var message = RequestMessages.Create(origin, uri, request, _identity);
        using var limit = new HeaderLimit(_options.HeaderTimeLimit, _clock, cancellationToken);
        message.Options.Set(LimitKey, limit);
        InterimFlow.Current = request.Interim;
        var started = _clock.GetTimestamp();
        try
        {
            var response = await _invoker.SendAsync(message, limit.Token);
            return await ReceiveAsync(response, request, started, cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = limit.Token.IsCancellationRequested
                ? FetchFailure.HeaderTimedOut
                : FetchFailure.ConnectionLost;
            return Fail(request, failure, exception.Message);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Fail(request, OriginFailures.Of(exception), exception.Message);
        }
    }

    private async ValueTask<FetchedResponse> ReceiveAsync(
        HttpResponseMessage response,
        CacheRequest request,
        long started,
        CancellationToken cancellationToken
    )
    {
        var fault = ResponseHeads.Read(response, request.IsHead, _clock.GetUtcNow(), out var head, out var length);
        if (head is null)
        {
            response.Dispose();
            return Fail(request, FetchFailure.BadResponse, fault!);
        }

        // Content of a 205 is forbidden (RFC 9110, section 15.3.6): what comes all the same is not read.
        var stream = head.Status == 205 ? Stream.Null : await response.Content.ReadAsStreamAsync(cancellationToken);
        var elapsed = _clock.GetElapsedTime(started);
        _metrics.Responded(head.Status, elapsed);
        Log.Responded(_logger, request.Key, head.Status, response.Version, elapsed.TotalMilliseconds);
        return FetchedResponse.Responded(head, new OriginBody(response, stream, length, _options, _metrics, _clock));
    }

    private FetchedResponse Fail(CacheRequest request, FetchFailure failure, string detail)
    {
        _metrics.Failed(failure);
        Log.Failed(_logger, request.Key, failure, detail);
        return FetchedResponse.Failed(failure);
    }

    /// <summary>
    /// Makes a connection for the pool; the request that it was made for may be gone when it is open.
    /// </summary>
    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellationToken
    )
    {
        var request = context.InitialRequestMessage;
        request.Options.TryGetValue(LimitKey, out var limit);
        var started = _clock.GetTimestamp();
        limit?.Pause();
        var end = OriginEnd.Of(request.RequestUri!);
        var dial =
            await _prepared.TakeAsync(end, cancellationToken)
            ?? await _dialer.DialAsync(end.Host, end.Port, end.IsSecure, cancellationToken);
        dial = _connections.Admit(end, dial);
        limit?.Restart();
        if (!dial.Connected)
        {
            throw new DialFailedException(dial.Failure);
        }

        _metrics.Connected(_clock.GetElapsedTime(started));
        return dial.Stream;
    }

    private static partial class Log
    {
        [LoggerMessage(
            1500,
            LogLevel.Debug,
            "{Key}: the origin answered {Status} over HTTP/{Version} after {Milliseconds} ms.",
            EventName = nameof(Responded)
        )]
        public static partial void Responded(
            ILogger logger,
            CacheKey key,
            int status,
            Version version,
            double milliseconds
        );

        [LoggerMessage(1501, LogLevel.Debug, "{Key}: {Failure} ({Detail}).", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, CacheKey key, FetchFailure failure, string detail);
    }
}
