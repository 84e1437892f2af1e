using System.Net;
using Microsoft.AspNetCore.Http;

namespace Coral.Node.Admin;

/// <summary>The check that a request to the admin API is no other web site's doing.</summary>
/// <remarks>
/// The API trusts every client that reaches its port. A browser reaches it on behalf of any page that its user has
/// open; so what a page of another origin sends is refused, and so is a name other than this machine's own: a hostile
/// page may let its own name resolve to 127.0.0.1 (DNS rebinding), and is then of the same origin.
/// </remarks>
internal static class AdminGuard
{
    /// <summary>The reason to refuse a request, in a sentence; <see langword="null"/> for one that may pass.</summary>
    public static string? Objection(HttpRequest request, IPAddress? local)
    {
        if (!IsOwnName(request.Host.Host, local))
        {
            return $"This is not {request.Host.Host}. Ask by address, or by the name localhost.";
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !string.Equals(origin, $"http://{request.Host}", StringComparison.OrdinalIgnoreCase))
        {
            return "Pages of other origins may not use the admin API.";
        }

        // Said by browsers of every request; "none" is the user's own doing (Fetch Metadata, section 2.2).
        return request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            ? null
            : "Pages of other sites may not use the admin API.";
    }

    private static bool IsOwnName(string host, IPAddress? local)
    {
        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return IPAddress.TryParse(host.AsSpan().Trim("[]"), out var address)
            && (IPAddress.IsLoopback(address) || (local is not null && Plain(address).Equals(Plain(local))));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
