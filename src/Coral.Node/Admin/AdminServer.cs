using System.Net;
using System.Net.Sockets;
using Coral.Node.Hosting;
using Coral.Proxy.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using BadRequest = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Coral.Node.Admin;

/// <summary>The admin API's server: JSON over HTTP/1.1 for the operator, the dashboard and the commands.</summary>
/// <remarks>
/// For each request: 1. refuse what other sites send, 2. find the resource, 3. find its method, 4. answer; a fault of
/// ours is logged and answered with 500. Starts once, stops once.
/// </remarks>
public sealed partial class AdminServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    /// <summary>Connections at a time: a dashboard, a few commands, a monitor.</summary>
    internal const int MaxConnections = 64;

    private const long MaxRequestBytes = 64 << 10;
    private readonly IReadOnlyList<AdminRoute> _routes;
    private readonly IPEndPoint _endPoint;
    private readonly KestrelWithoutHost _server;
    private readonly ILogger _logger;

    /// <summary>Sets the server up; nothing listens yet.</summary>
    public AdminServer(
        AdminOptions options,
        IReadOnlyList<AdminRoute> routes,
        TimeProvider clock,
        ILoggerFactory loggers
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        _routes = routes;
        _endPoint = options.Listen;
        _logger = loggers.CreateLogger<AdminServer>();
        _server = new KestrelWithoutHost(
            [new KestrelListener(_endPoint, listen => listen.Protocols = HttpProtocols.Http1)],
            new ConnectionTable(new ConnectionBounds(MaxConnections), clock),
            kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            },
            transport => transport.UnsafePreferInlineScheduling = false,
            clock,
            loggers
        );
    }

    /// <summary>The address it listens on; after the start with the port that it got.</summary>
    public IPEndPoint EndPoint => _server.EndPoints[0];

    /// <summary>Listens.</summary>
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _server.StartAsync(this, cancellationToken);
        }
        catch (Exception ex) when (ex is IOException or SocketException)
        {
            throw ListenDiagnosis.Explain(_endPoint, SocketType.Stream, "--admin (Coral:Admin:Listen)", ex);
        }

        Log.Listening(_logger, EndPoint);
    }

    /// <summary>
    /// Stops taking requests, and lets running ones end until <paramref name="cancellationToken"/> says stop.
    /// </summary>
    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    /// <summary>Stops at once, when it was not stopped before.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) =>
        new DefaultHttpContext(contextFeatures);

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception) { }

    async Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context)
    {
        if (AdminGuard.Objection(context.Request, context.Connection.LocalIpAddress) is { } objection)
        {
            await AdminResponse.ProblemAsync(context, StatusCodes.Status403Forbidden, "Forbidden", objection);
            return;
        }

        var values = new RouteValueDictionary();
        var found = _routes.Where(route => route.Matches(context.Request.Path, values)).ToList();
        if (found.Count == 0)
        {
            var detail = $"There is nothing at {context.Request.Path}.";
            await AdminResponse.ProblemAsync(context, StatusCodes.Status404NotFound, "Not found", detail);
            return;
        }

        if (found.Find(route => route.Takes(context.Request.Method)) is not { } chosen)
        {
            var methods = string.Join(", ", found.Select(route => route.Method));
            context.Response.Headers.Allow = methods;
            await AdminResponse.ProblemAsync(
                context,
                StatusCodes.Status405MethodNotAllowed,
                "Method not allowed",
                $"{context.Request.Path} takes {methods}."
            );
            return;
        }

        context.Request.RouteValues = values;
        await RespondAsync(chosen, context);
    }

    private async Task RespondAsync(AdminRoute route, HttpContext context)
    {
        try
        {
            await route.Handler(context);
        }
        catch (BadRequest ex)
        {
            await AdminResponse.ProblemAsync(context, ex.StatusCode, "Bad request", ex.Message);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
        catch (Exception ex)
        {
            Log.Failed(_logger, context.Request.Path, ex);
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            context.Response.Clear();
            const string Detail = "A fault of ours; the log has it.";
            await AdminResponse.ProblemAsync(context, StatusCodes.Status500InternalServerError, "Failed", Detail);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1710,
            LogLevel.Information,
            "Listening for the admin API on {EndPoint}.",
            EventName = "AdminListening"
        )]
        public static partial void Listening(ILogger logger, IPEndPoint endPoint);

        [LoggerMessage(
            1711,
            LogLevel.Error,
            "Internal error while responding to {Path} of the admin API.",
            EventName = "AdminFailed"
        )]
        public static partial void Failed(ILogger logger, PathString path, Exception exception);
    }
}
