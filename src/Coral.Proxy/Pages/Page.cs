namespace Coral.Proxy.Pages;

/// <summary>
/// A response of our own, as text: what happened, and what the reader can do. All text is plain; the writer encodes it.
/// </summary>
/// <param name="Status">The status it is sent with.</param>
/// <param name="Title">The event in a few words, as the heading.</param>
/// <param name="Text">The explanation, in one or two sentences.</param>
internal sealed record Page(int Status, string Title, string Text)
{
    /// <summary>The advice to the reader.</summary>
    public string? Advice { get; init; }

    /// <summary>The link to follow.</summary>
    public PageLink? Link { get; init; }

    /// <summary>The initial value of the form that coralizes a URL; no form without it.</summary>
    public string? FormValue { get; init; }

    /// <summary>The targets of the form beyond this page's own address: host sources as CSP writes them.</summary>
    public string? FormTargets { get; init; }

    /// <summary>The <c>Location</c> of a redirect.</summary>
    public string? Location { get; init; }

    /// <summary>The <c>Allow</c> field of a 405.</summary>
    public string? Allow { get; init; }

    /// <summary>The <c>Retry-After</c> field, in seconds.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>True if the connection is closed after the page.</summary>
    public bool CloseConnection { get; init; }

    /// <summary>
    /// True if <see cref="Text"/> is the whole body, for programs: plain text whatever the client
    /// prefers.
    /// </summary>
    public bool IsRaw { get; init; }
}
