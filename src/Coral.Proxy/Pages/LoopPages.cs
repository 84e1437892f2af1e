namespace Coral.Proxy.Pages;

/// <summary>The pages for requests that would run in a cycle (508, RFC 5842, section 7.2).</summary>
internal static class LoopPages
{
    private const string Title = "Request loop";

    /// <summary>The request came from a node of this network.</summary>
    public static readonly Page CameFromUs = new(
        508,
        Title,
        "This request has already passed through Coral: the origin sends Coral's requests back to Coral."
    )
    {
        Advice = "If this site is yours, check its DNS and its redirects: Coral must reach your own server.",
    };

    /// <summary>The origin redirects to the URL that was requested.</summary>
    public static Page RedirectsBack(string host) =>
        new(
            508,
            "Redirect leads back",
            $"{host} redirects this address to itself, so that a browser would go round in circles."
        )
        {
            Advice =
                "If this site is yours and sends visitors to Coral: exempt requests whose User-Agent begins with "
                + "CoralWebPrx, which are Coral's own, and those whose query ends in coral-no-serve. A site that "
                + "redirects in order to set a cookie cannot be read through Coral.",
        };

    /// <summary>The origin's address is one of our own listeners.</summary>
    public static Page OriginIsOurs(string host) =>
        new(508, Title, $"{host} resolves to this node itself.")
        {
            Advice =
                "If this site is yours, point its host name at your own server, which Coral must be able to reach.",
        };
}
