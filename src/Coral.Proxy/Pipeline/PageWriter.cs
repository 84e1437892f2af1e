using System.Text;
using Coral.Proxy.Pages;
using Microsoft.AspNetCore.Http;

namespace Coral.Proxy.Pipeline;

/// <summary>Sends pages of our own: HTML to clients that accept it by name, plain text to others.</summary>
internal static class PageWriter
{
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action ";

    /// <summary>Sends <paramref name="page"/> as the whole response.</summary>
    public static async Task WriteAsync(RequestContext context, Page page)
    {
        var asHtml = !page.IsRaw && PrefersHtml(context.RequestHeaders.Accept.ToString());
        var text =
            page.IsRaw ? page.Text
            : asHtml ? PageHtml.Render(page)
            : PageText.Render(page);
        var body = Encoding.UTF8.GetBytes(text);
        WriteHead(context, page, asHtml, body.Length);
        if (!context.IsHead)
        {
            context.BodyBytes = body.Length;
            await context.Body.Writer.WriteAsync(body);
        }
    }

    private static void WriteHead(RequestContext context, Page page, bool asHtml, int length)
    {
        context.Status = page.Status;
        if (context.CacheStatus.Length == 0)
        {
            context.CacheStatus = page.Status < 400 ? "coral; detail=page" : "coral; detail=refused";
        }

        var headers = context.ResponseHeaders;
        headers.ContentType = asHtml ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
        headers.ContentLength = length;
        headers.CacheControl = "no-store";
        headers.Via = ResponseHeadWriter.Via;
        headers[ResponseHeadWriter.CacheStatusName] = context.CacheStatus;
        headers.ContentSecurityPolicy = $"{Policy}{(page.FormValue is null ? "'none'" : $"'self' {page.FormTargets}")}";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        Set(headers, "Location", page.Location);
        Set(headers, "Allow", page.Allow);
        Set(headers, "Retry-After", page.RetryAfter);
        if (!context.IsHttp2 && (page.CloseConnection || context.HasRequestBody))
        {
            // What was not read to its end is no place for the next request (RFC 9112, section 9.3).
            headers.Connection = "close";
        }
    }

    private static void Set(IHeaderDictionary headers, string name, string? value)
    {
        if (value is not null)
        {
            headers[name] = value;
        }
    }

    /// <summary>The client names HTML in its <c>Accept</c> field: browsers do, tools do not.</summary>
    private static bool PrefersHtml(string accept) =>
        accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
        || accept.Contains("application/xhtml+xml", StringComparison.OrdinalIgnoreCase);
}
