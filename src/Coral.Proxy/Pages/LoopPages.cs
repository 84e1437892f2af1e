namespace Coral.Proxy.Pages;

/// <summary>The pages for requests that would run in a cycle (508, RFC 5842, section 7.2).</summary>
internal static class LoopPages
{
    private const string Title = "Request runs in a cycle";

    /// <summary>The request came from a node of this network.</summary>
    public static readonly Page CameFromUs = new(
        508,
        Title,
        "This request has already passed through Coral, so its origin leads back to Coral itself."
    )
    {
        Advice =
            "If this site is yours: its name, or a redirect of its server, points at Coral. Point it at the server.",
    };

    /// <summary>The origin's address is one of our own listeners.</summary>
    public static Page OriginIsOurs(string host) =>
        new(508, Title, $"{host} leads back to this node itself.")
        {
            Advice = "If this site is yours: its name points at Coral. Point it at the server that holds the site.",
        };
}
