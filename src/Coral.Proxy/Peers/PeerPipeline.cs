using Coral.Caching.Peers;
using Coral.Proxy.Pipeline;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy.Peers;

/// <summary>The steps of a request from another proxy.</summary>
/// <remarks>
/// 1. Seal: what no member of the network sealed gets a bare 403.
/// 2. Request: for the object, or for the name of the peer that we follow for it.
/// 3. Service: the object that this node has, or is fetching.
/// 4. Response: sealed too, its bytes as they come.
/// </remarks>
internal sealed partial class PeerPipeline(
    PeerRequestReader reader,
    IPeerService service,
    PeerResponseWriter writer,
    PeerMetrics metrics,
    TimeProvider clock,
    ILogger logger
) : IHttpApplication<RequestContext>
{
    /// <inheritdoc />
    public RequestContext CreateContext(IFeatureCollection contextFeatures) =>
        RequestContext.Take(contextFeatures, clock);

    /// <inheritdoc />
    public async Task ProcessRequestAsync(RequestContext context)
    {
        try
        {
            await RespondAsync(context);
        }
        catch (OperationCanceledException) when (context.Aborted.IsCancellationRequested)
        {
            context.ClientLeft = true;
        }
        catch (Exception error)
        {
            // A fault of ours ends here: one response fails and is logged; the node goes on.
            Log.AnswerFailed(logger, context.Method, context.Host, context.RawTarget, error);
            context.Abort();
        }
    }

    /// <inheritdoc />
    public void DisposeContext(RequestContext context, Exception? exception)
    {
        metrics.Sent(context.BodyBytes);
        context.End();
    }

    private async Task RespondAsync(RequestContext context)
    {
        // 1. Seal
        var refusal = reader.Admit(context, out var incoming);
        if (refusal != PeerRefusal.None || incoming is null)
        {
            metrics.Refused(refusal);
            writer.Refuse(context, refusal, incoming);
            return;
        }

        // 2. Request
        if (incoming.IsSourceQuery)
        {
            writer.WriteSource(context, incoming, service.SourceOf(incoming.Request.Request.Key));
            return;
        }

        // 3. Service
        var aborted = context.Aborted;
        using var response = await service.RespondAsync(incoming.Request, aborted);
        metrics.Served(response.Outcome);

        // 4. Response
        await writer.WriteAsync(context, incoming, response, aborted);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1512,
            LogLevel.Error,
            "Internal error while responding to a peer's {Method} {Host}{Target}.",
            EventName = nameof(AnswerFailed)
        )]
        public static partial void AnswerFailed(
            ILogger logger,
            string method,
            string host,
            string target,
            Exception error
        );
    }
}
