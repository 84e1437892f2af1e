using Coral.Caching;
using Coral.Caching.Http;
using Coral.Core.Names;
using Coral.Proxy.Coding;
using Coral.Proxy.Pages;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Coral.Proxy.Pipeline;

/// <summary>The path of a request, from its first line to its entry in the access log.</summary>
/// <remarks>
/// Runs directly on the server, without middleware, so that a hit costs what the server costs:
/// 1. Name: which origin does the <c>Host</c> stand for?
/// 2. Policy: the method, a body that is not ours to read, loops. The bare zone and other spellings end here.
/// 3. Local: a fresh stored response is sent from here, synchronously.
/// 4. The cache does the rest: joins the fetch that is under way, or starts one; its bytes are sent on as they come.
/// </remarks>
internal sealed class RequestPipeline(
    IContentCache cache,
    CoralizedNames names,
    RequestPolicy policy,
    RequestJournal journal,
    PipelineConfig config,
    TimeProvider clock
) : IHttpApplication<RequestContext>
{
    private readonly LandingPages _landing = new(new CoralizedUrls(names));
    private readonly ResponseWriter _responses = new(
        new ResponseHeadWriter(OwnNames(names)),
        new ResponseForms(config.Compresses ? new ResponseCoder(cache, names) : null),
        names,
        policy
    );
    private readonly InterimWriter _interims = new(OwnNames(names));

    /// <inheritdoc />
    public RequestContext CreateContext(IFeatureCollection contextFeatures)
    {
        var context = RequestContext.Take(contextFeatures, clock);
        journal.Begin();
        return context;
    }

    /// <inheritdoc />
    public Task ProcessRequestAsync(RequestContext context)
    {
        try
        {
            var responding = RespondAsync(context);
            return responding.IsCompletedSuccessfully ? responding : GuardAsync(context, responding);
        }
        catch (Exception error)
        {
            return FailAsync(context, error);
        }
    }

    /// <inheritdoc />
    public void DisposeContext(RequestContext context, Exception? exception)
    {
        journal.End(context);
        context.End();
    }

    private static OwnNameFields OwnNames(CoralizedNames names) => new(new CoralizedUrls(names));

    private Task RespondAsync(RequestContext context)
    {
        // 1. Name
        var outcome = RequestTarget.Read(context.RawTarget, context.Scheme, context.Host, out var target);
        var decision = names.Decode(context.Host, context.ClientScheme);
        if ((TargetPages.For(outcome) ?? NamePages.For(decision)) is { } unnamed)
        {
            return PageWriter.WriteAsync(context, unnamed);
        }

        // 2. Policy
        if (policy.Refuse(context, decision) is { } refused)
        {
            return PageWriter.WriteAsync(context, refused);
        }

        if (decision.Name is not { } name)
        {
            return PageWriter.WriteAsync(context, _landing.For(target, decision.Place!));
        }

        if (decision.Kind == HostKind.Redirect)
        {
            return PageWriter.WriteAsync(context, NamePages.MovedTo(new CoralizedUrl(name, target).ToString()));
        }

        // 3. Local
        var key = new CacheKey(name.Origin.Text, target);
        if (cache.FindFresh(key, context) is { } stored)
        {
            return _responses.WriteStored(context, name, key, stored);
        }

        // 4. The cache
        return FetchAsync(context, name, key);
    }

    private async Task FetchAsync(RequestContext context, CoralizedName name, CacheKey key)
    {
        if (ForbiddenFields.AreMalformed(context.RequestHeaders, context.IsHttp2))
        {
            await PageWriter.WriteAsync(context, PolicyPages.BadFields);
            return;
        }

        using var client = new ClientPresence(context, config.HalfClosedPatience, clock);
        try
        {
            var request = RangeFields.Add(context, context.ToCacheRequest(key));
            using var response = await GetAsync(context, name, request, client.Left);
            await _responses.WriteAsync(context, name, key, response, client.Left);
        }
        catch (OperationCanceledException) when (client.Left.IsCancellationRequested)
        {
            context.ClientLeft = true;
            context.Abort();
        }
    }

    /// <summary>Gets the response, and passes on interim ones meanwhile where the client can be sent them.</summary>
    private async Task<CacheResponse> GetAsync(
        RequestContext context,
        CoralizedName name,
        CacheRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!InterimWriter.CanReach(context))
        {
            return await cache.GetAsync(request, cancellationToken);
        }

        var interims = new InterimResponses();
        return await interims.PassOnUntilAsync(
            cache.GetAsync(request with { Interim = interims }, cancellationToken),
            interim => _interims.WriteAsync(context, name, interim, cancellationToken)
        );
    }

    private async Task GuardAsync(RequestContext context, Task responding)
    {
        try
        {
            await responding;
        }
        catch (OperationCanceledException) when (context.Aborted.IsCancellationRequested)
        {
            context.ClientLeft = true;
        }
        catch (Exception error)
        {
            await FailAsync(context, error);
        }
    }

    /// <summary>Ends a fault of ours: one request fails and is logged; the node goes on.</summary>
    private async Task FailAsync(RequestContext context, Exception error)
    {
        journal.Failed(context, error);
        if (context.HasStarted)
        {
            context.Broken = true;
            context.Abort();
            return;
        }

        context.ResponseHeaders.Clear();
        context.CacheStatus = string.Empty;
        await PageWriter.WriteAsync(context, PolicyPages.InternalError);
    }
}
