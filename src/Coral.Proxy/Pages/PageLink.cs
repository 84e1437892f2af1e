namespace Coral.Proxy.Pages;

/// <summary>Where a page lets its reader go on.</summary>
/// <param name="Url">An absolute http or https URL.</param>
/// <param name="Text">What following it does.</param>
internal sealed record PageLink(string Url, string Text);
