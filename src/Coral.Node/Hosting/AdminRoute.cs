using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Coral.Node.Hosting;

/// <summary>One method of one resource of the admin API.</summary>
public sealed class AdminRoute
{
    private readonly TemplateMatcher _matcher;

    /// <summary>Names the resource, and the handler of its requests.</summary>
    /// <param name="method"><c>GET</c>, which answers <c>HEAD</c> too, or another.</param>
    /// <param name="template">A path, as in <c>/index/values/{key}</c>.</param>
    /// <param name="handler">The handler; the template's values are in the request's route values.</param>
    public AdminRoute(string method, string template, RequestDelegate handler)
    {
        ArgumentNullException.ThrowIfNull(template);
        Method = method;
        Handler = handler;
        _matcher = new TemplateMatcher(TemplateParser.Parse(template.TrimStart('/')), []);
    }

    /// <summary>The method it answers.</summary>
    public string Method { get; }

    /// <summary>The handler of its requests.</summary>
    public RequestDelegate Handler { get; }

    internal bool Matches(PathString path, RouteValueDictionary values) => _matcher.TryMatch(path, values);

    internal bool Takes(string method) => method == Method || (HttpMethods.IsHead(method) && HttpMethods.IsGet(Method));
}
