using Coral.Core.Names;

namespace Coral.Proxy.Pages;

/// <summary>The pages for requests whose <c>Host</c> is no name that is served.</summary>
internal static class NamePages
{
    /// <summary>
    /// 421 to a name in none of our zones (RFC 9110, section 15.5.20), 400 to one in them that is no name of an origin.
    /// </summary>
    /// <returns>Nothing when the name is served.</returns>
    public static Page? For(HostDecision decision) =>
        decision switch
        {
            { Fault: not { } } => null,
            { Kind: HostKind.NotOurs, Fault: var fault } => new Page(421, "Not served here", fault.What)
            {
                Advice = fault.RightForm,
            },
            { Fault: var fault } => new Page(400, "Not a coralized name", fault.What) { Advice = fault.RightForm },
        };

    /// <summary>A valid name in another spelling than the canonical one.</summary>
    /// <param name="url">The same resource under its canonical name.</param>
    public static Page MovedTo(string url) =>
        new(308, "Moved", "This host name has a canonical spelling.")
        {
            Location = url,
            Link = new PageLink(url, "Open it"),
        };
}
