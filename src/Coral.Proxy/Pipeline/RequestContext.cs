using System.IO.Pipelines;
using System.Net;
using Coral.Caching.Http;
using Coral.Core.Names;
using Coral.Proxy.Fields;
using Coral.Proxy.Hosting;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coral.Proxy.Pipeline;

/// <summary>
/// One request and its response under way. Kept by the connection and used again for its next request.
/// </summary>
/// <remarks>
/// One thread at a time. As <see cref="IFieldSource"/> it shows the fields as the cache and the origin see them, so
/// that a stored response is selected by the same values that it was fetched with.
/// </remarks>
internal sealed class RequestContext : IFieldSource
{
    private const string NoOutcome = "none";

    private readonly ReceivedFields _clientFields = new();
    private readonly ClientConnection? _connection;
    private readonly WritePatience? _patience;
    private IFeatureCollection _features = null!;
    private IHttpRequestFeature _request = null!;
    private IHttpResponseFeature _response = null!;

    /// <summary>Creates a context for requests of a connection without bounds.</summary>
    public RequestContext() { }

    /// <summary>Creates a context for the requests of a connection, or of a stream of it.</summary>
    /// <param name="clock">The clock of the patience with its client.</param>
    private RequestContext(ClientConnection connection, TimeProvider clock)
    {
        _connection = connection;
        _patience = WritePatience.Of(connection.Bounds.MinBytesPerSecond, connection.Bounds.Grace, clock);
    }

    /// <summary>The moment when the request's header had arrived.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The same instant, for measuring.</summary>
    public long StartedAt { get; private set; }

    /// <summary>The response's <c>Cache-Status</c>, once it is known.</summary>
    public string CacheStatus { get; set; } = string.Empty;

    /// <summary>The cache's outcome, as <see cref="ProxyMetrics"/> tags it.</summary>
    public string Outcome { get; set; } = NoOutcome;

    /// <summary>Bytes of the body handed to the connection.</summary>
    public long BodyBytes { get; set; }

    /// <summary>The body broke off after a part of it was sent.</summary>
    public bool Broken { get; set; }

    /// <summary>The client left before its response was complete.</summary>
    public bool ClientLeft { get; set; }

    /// <summary>The method as received.</summary>
    public string Method => _request.Method;

    /// <summary>True for HEAD, whose response has no body.</summary>
    public bool IsHead => _request.Method == HttpMethods.Head;

    /// <summary>True over HTTP/2, whose rules for fields are stricter.</summary>
    public bool IsHttp2 => HttpProtocol.IsHttp2(_request.Protocol);

    /// <summary>True over HTTP/1.1: HTTP/1.0 knows no interim responses.</summary>
    public bool IsHttp11 => HttpProtocol.IsHttp11(_request.Protocol);

    /// <summary>The connection's own pipe, beneath the server; <see langword="null"/> where there is none.</summary>
    public IDuplexPipe? Transport => _features.Get<IConnectionTransportFeature>()?.Transport;

    /// <summary>
    /// The patience with a client that takes no bytes of this response; <see langword="null"/> where its connection
    /// shows that: over HTTP/1.1, where it carries one response at a time.
    /// </summary>
    public WritePatience? Patience => IsHttp2 ? _patience : null;

    /// <summary>The scheme of the connection, as text.</summary>
    public string Scheme => _request.Scheme;

    /// <summary>The scheme of the connection.</summary>
    public WebScheme ClientScheme => IsTls(_request.Scheme) ? WebScheme.Https : WebScheme.Http;

    /// <summary>The request target as received.</summary>
    public string RawTarget => _request.RawTarget;

    /// <summary>The <c>Host</c> field (HTTP/2: <c>:authority</c>), empty when absent.</summary>
    public string Host => _request.Headers.Host.ToString();

    /// <summary>The request's fields as received.</summary>
    public IHeaderDictionary RequestHeaders => _request.Headers;

    /// <summary>The same as a source of values, conditions and range included.</summary>
    public IFieldSource ClientFields => _clientFields;

    /// <summary>The response's fields.</summary>
    public IHeaderDictionary ResponseHeaders => _response.Headers;

    /// <summary>The response's status.</summary>
    public int Status
    {
        get => _response.StatusCode;
        set => _response.StatusCode = value;
    }

    /// <summary>The status that went out, or 499 when the client had left before there was one.</summary>
    public int FinalStatus => ClientLeft && !_response.HasStarted ? StatusCodes.Status499ClientClosedRequest : Status;

    /// <summary>True once status and header are being sent and cannot change.</summary>
    public bool HasStarted => _response.HasStarted;

    /// <summary>The writer of the response's body.</summary>
    public IHttpResponseBodyFeature Body { get; private set; } = null!;

    /// <summary>The fields that follow the response's body.</summary>
    public IHeaderDictionary ResponseTrailers => _features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;

    /// <summary>True if the request has a body.</summary>
    public bool HasRequestBody => _features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    /// <summary>The client's address.</summary>
    public IPAddress? Client => _features.Get<IHttpConnectionFeature>()?.RemoteIpAddress;

    /// <summary>Cancelled when the client leaves. Asked for off the hit path only: it costs an object.</summary>
    public CancellationToken Aborted =>
        _features.Get<IHttpRequestLifetimeFeature>()?.RequestAborted ?? CancellationToken.None;

    /// <summary>Cancelled when the client closes its sending side; it may still wait for its response.</summary>
    public CancellationToken HalfClosed => _features.Get<IHalfClosedFeature>()?.HalfClosed ?? CancellationToken.None;

    /// <summary>True if the request has a condition or a range.</summary>
    public bool HasConditionOrRange
    {
        get
        {
            var headers = _request.Headers;
            return headers.IfNoneMatch.Count > 0
                || headers.IfModifiedSince.Count > 0
                || headers.Range.Count > 0
                || headers.IfMatch.Count > 0
                || headers.IfUnmodifiedSince.Count > 0;
        }
    }

    /// <summary>The context of a connection's next request: the one the server kept with it, or a new one.</summary>
    public static RequestContext Take(IFeatureCollection features, TimeProvider clock)
    {
        var container = features as IHostContextContainer<RequestContext>;
        var context = container?.HostContext ?? Create(features.Get<ClientConnection>(), clock);
        if (container is not null)
        {
            container.HostContext = context;
        }

        context.Begin(features, clock.GetUtcNow(), clock.GetTimestamp());
        return context;
    }

    /// <summary>Takes up the next request.</summary>
    public void Begin(IFeatureCollection features, DateTimeOffset now, long startedAt)
    {
        _features = features;
        _request = features.GetRequiredFeature<IHttpRequestFeature>();
        _response = features.GetRequiredFeature<IHttpResponseFeature>();
        _clientFields.Headers = _request.Headers;
        Body = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        Now = now;
        StartedAt = startedAt;
        CacheStatus = string.Empty;
        Outcome = NoOutcome;
        BodyBytes = 0;
        Broken = false;
        ClientLeft = false;
        _connection?.RequestBegan();
    }

    /// <summary>Called when the response is complete, or will never be.</summary>
    public void End() => _connection?.RequestEnded();

    /// <summary>Cuts the connection (HTTP/2: the stream), so that no client takes what it has for the whole.</summary>
    public void Abort() => _features.Get<IHttpRequestLifetimeFeature>()?.Abort();

    /// <summary>As <see cref="Abort"/>, on HTTP/2 with a code that says why.</summary>
    /// <param name="code">An error code (RFC 9113, section 7); one that nobody knows means no more than an
    /// abort.</param>
    public void Reset(int code)
    {
        if (_features.Get<IHttpResetFeature>() is { } stream)
        {
            stream.Reset(code);
        }
        else
        {
            Abort();
        }
    }

    /// <summary>The request as the cache and the origin see it.</summary>
    public CacheRequest ToCacheRequest(CacheKey key) =>
        new(key, IsHead, RequestFields.OfClient(HeaderFields.From(_request.Headers)));

    /// <inheritdoc />
    /// <remarks>
    /// Fields that never reach an origin are left out; the others are folded as in <see cref="ToCacheRequest"/>.
    /// </remarks>
    public string? Get(string name)
    {
        // Asked for on every hit.
        if (name == "Origin")
        {
            return _request.Headers.Origin.Count == 0 ? null : RequestFields.Fold(name, _clientFields.Get(name));
        }

        return RequestFields.ReachesOrigin(name) ? RequestFields.Fold(name, _clientFields.Get(name)) : null;
    }

    private static RequestContext Create(ClientConnection? connection, TimeProvider clock) =>
        connection is null ? new RequestContext() : new RequestContext(connection, clock);

    private static bool IsTls(string scheme) => scheme.Equals("https", StringComparison.OrdinalIgnoreCase);
}
