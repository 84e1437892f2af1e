using Coral.Dns;
using Coral.Node.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coral.Node.Admin.Dns;

/// <summary>The DNS server in the admin API.</summary>
/// <remarks>
/// <code>
/// GET /dns/explain?name=www.x.com.localhost&amp;resolver=192.0.2.1&amp;subnet=198.51.100.0/24&amp;type=A
/// </code>
/// Without a resolver, this machine would ask; without a type, for A.
/// </remarks>
/// <param name="server">The server; gives nothing where the node has none.</param>
internal sealed class DnsPages(Func<DnsServer?> server)
{
    /// <summary>The resources.</summary>
    public IReadOnlyList<AdminRoute> Routes => [new("GET", "/dns/explain", ExplainAsync)];

    private async Task ExplainAsync(HttpContext context)
    {
        var (request, problem) = ExplainRequest.Read(context.Request.Query);
        if (request is null)
        {
            await AdminResponse.BadRequestAsync(context, problem!);
            return;
        }

        if (server() is not { } dns)
        {
            const string None = "This node has no DNS server.";
            await AdminResponse.ProblemAsync(context, StatusCodes.Status404NotFound, "No DNS", None);
            return;
        }

        var decision = await dns.ExplainAsync(
            request.Name,
            request.Resolver,
            request.Subnet,
            request.Type,
            context.RequestAborted
        );
        if (decision is null)
        {
            await AdminResponse.ProblemAsync(
                context,
                StatusCodes.Status404NotFound,
                "Not found",
                $"{request.Name} does not lead to proxies: it is no coralized name below a zone of this node."
            );
            return;
        }

        var view = ExplanationView.From(decision, request);
        await AdminResponse.JsonAsync(context, view, AdminJson.Default.ExplanationView);
    }
}
