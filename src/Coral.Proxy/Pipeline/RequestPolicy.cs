using Coral.Core.Names;
using Coral.Proxy.Pages;
using Microsoft.AspNetCore.Http;

namespace Coral.Proxy.Pipeline;

/// <summary>Which requests for names of ours are not served all the same.</summary>
internal sealed class RequestPolicy(CoralizedNames names, LoopDetector loops)
{
    /// <summary>What to say instead of an answer; nothing when the request is to be answered.</summary>
    public Page? Refuse(RequestContext context, HostDecision decision)
    {
        if (!HttpMethods.IsGet(context.Method) && !HttpMethods.IsHead(context.Method))
        {
            return PolicyPages.MethodNotAllowed;
        }

        if (context.HasRequestBody)
        {
            return PolicyPages.BodyRefused;
        }

        return decision.Name is { } name && loops.IsLoop(context.RequestHeaders, names.Declares(name.Authority.Host))
            ? LoopPages.CameFromUs
            : null;
    }
}
