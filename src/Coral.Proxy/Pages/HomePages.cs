namespace Coral.Proxy.Pages;

/// <summary>The page that sends a client to the origin for what Coral does not carry.</summary>
internal static class HomePages
{
    /// <summary>A redirect to the origin for an object over the limit of this node.</summary>
    /// <param name="url">The URL at the origin, marked as a client's that was sent back.</param>
    public static Page TooLarge(string url) =>
        new(
            302,
            "Object too large",
            "This object is larger than this node carries. It can be had from the site itself."
        )
        {
            Location = url,
            Link = new PageLink(url, "Go there"),
        };
}
