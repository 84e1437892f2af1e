using Coral.Caching.Http;
using Coral.Core.Names;
using Coral.Proxy.Fields;

namespace Coral.Proxy.Pipeline;

/// <summary>
/// The fields in which an origin names itself: as they must read for a client that knows it under our name.
/// </summary>
/// <remarks>
/// docs/fields.md has the table of all such fields, of those that are dropped on arrival too
/// (<see cref="EndToEndFields.OfResponse"/>), and of those that pass. Costs nothing for a field that is none of them.
/// </remarks>
internal sealed class OwnNameFields(CoralizedUrls urls)
{
    /// <summary>The value to send.</summary>
    /// <returns><see langword="null"/> when the field is not sent.</returns>
    public string? Rewrite(RequestContext context, CoralizedName name, in FieldLine line)
    {
        switch (line.Name.Length)
        {
            case 4 when line.Is("Link"):
                return Link(name, line.Value);
            case 7 when line.Is("Refresh"):
                return Refresh(name, line.Value);
            case 8 when line.Is("Location"):
            case 16 when line.Is("Content-Location"):
                return urls.RewriteLocation(name, line.Value) ?? line.Value;
            case 9 when line.Is("SourceMap"):
            case 11 when line.Is("X-SourceMap"):
            case 22 when line.Is("Service-Worker-Allowed"):
                return urls.RewriteOwn(name, line.Value) ?? line.Value;
            case 12 when line.Is("X-WebKit-CSP"):
            case 23 when line.Is("Content-Security-Policy"):
            case 25 when line.Is("X-Content-Security-Policy"):
                return ContentSecurityPolicy.Rewrite(line.Value, name);
            case 27 when line.Is("Access-Control-Allow-Origin"):
                return Allowed(context, line.Value);
            default:
                return line.Value;
        }
    }

    // Methods of their own: what a lambda captures costs an object from the beginning of the method on.
    private string Link(CoralizedName name, string value) =>
        LinkField.Rewrite(value, url => urls.RewriteOwn(name, url));

    private string Refresh(CoralizedName name, string value) =>
        RefreshField.Rewrite(value, url => urls.RewriteLocation(name, url));

    /// <summary>
    /// The page that asks, by the name that its browser knows it under, where the origin allows it by its own name.
    /// </summary>
    private string Allowed(RequestContext context, string value) =>
        value is not ("*" or "null")
        && context.RequestHeaders.Origin.ToString() is { Length: > 0 } page
        && urls.IsNameOf(page, value)
            ? page
            : value;
}
