using System.Net;
using Coral.Core.Names;

namespace Coral.Proxy.Pages;

/// <summary>The page at the zone itself: a description of Coral, and a form that coralizes a URL.</summary>
internal sealed class LandingPages(CoralizedUrls urls)
{
    /// <summary>
    /// For crawlers: the start page may be indexed, the redirects that its form makes may not be followed without end.
    /// </summary>
    private static readonly Page Robots = new(200, "robots.txt", "User-agent: *\nDisallow: /?\n") { IsRaw = true };

    private const string Example = "http://www.example.com/";

    private static readonly Page NotFound = new(
        404,
        "Page not found",
        "This zone has a start page, and a page for publishers."
    );

    /// <summary>The page for a path and query at the bare zone.</summary>
    /// <param name="target">Path and query as received.</param>
    /// <param name="place">The scheme, port and zone that the client reached.</param>
    public Page For(string target, NamePlace place)
    {
        var home = $"{place.ClientScheme.Text()}://{HostOf(place)}/";
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        if (path == "/robots.txt")
        {
            return Robots;
        }

        if (path == PublishersPage.Path)
        {
            return PublishersPage.Page;
        }

        if (path != "/")
        {
            return NotFound with { Link = new PageLink(home, "Start page") };
        }

        return UrlIn(query < 0 ? string.Empty : target[(query + 1)..]) is { } url
            ? LinkTo(url, place)
            : Home(place, home);
    }

    private Page Home(NamePlace place, string home)
    {
        var example = urls.Coralize(Example, place, out _)?.ToString() ?? Example;
        return WithForm(
            new Page(
                200,
                "Any page, through Coral",
                "Coral is an open content distribution network: its nodes fetch a page from its site once, and serve "
                    + "everybody else from their caches. No sign-up is needed."
            )
            {
                Advice =
                    $"To open a page through this node, append its zone to the host name: {Example} becomes {example}",
                Link = new PageLink(home + PublishersPage.Path[1..], "Is this your site? What publishers can do"),
            },
            string.Empty,
            place
        );
    }

    private Page LinkTo(string url, NamePlace place)
    {
        var whole = url.Contains("://", StringComparison.Ordinal) ? url : $"http://{url}";
        var link = urls.Coralize(whole, place, out var fault)?.ToString();
        return link is not null
            ? new Page(302, "Found", "The link through Coral is ready.")
            {
                Location = link,
                Link = new PageLink(link, "Open it"),
            }
            : WithForm(
                new Page(400, "Coral cannot serve this URL", fault!.What) { Advice = fault.RightForm },
                url,
                place
            );
    }

    /// <summary>
    /// Browsers hold the form's targets against the redirect that answers it as well (CSP, form-action).
    /// </summary>
    private static Page WithForm(Page page, string value, NamePlace place)
    {
        var host = HostOf(place);
        return page with { FormValue = value, FormTargets = $"http://*.{host} https://*.{host}" };
    }

    private static string HostOf(NamePlace place) =>
        place.ListenerPort is { } port && port != place.ClientScheme.DefaultPort()
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{place.Zone}:{port}")
            : place.Zone!;

    /// <summary>
    /// The field <c>url</c> of a submitted form, without the white space around it; nothing when it is empty.
    /// </summary>
    private static string? UrlIn(string query)
    {
        foreach (var pair in query.Split('&'))
        {
            if (pair.StartsWith("url=", StringComparison.Ordinal))
            {
                var value = WebUtility.UrlDecode(pair[4..]).Trim();
                return value.Length == 0 ? null : value;
            }
        }

        return null;
    }
}
