namespace Coral.Proxy.Pages;

/// <summary>A link for the reader of a page.</summary>
/// <param name="Url">An absolute http or https URL.</param>
/// <param name="Text">The label of the link: the effect of following it.</param>
internal sealed record PageLink(string Url, string Text);
