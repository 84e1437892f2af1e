using Coral.Node.Hosting;
using Coral.Proxy.Origin;
using Coral.Proxy.Pages;

namespace Coral.Node.Content;

/// <summary>The node as it names itself to origins.</summary>
public sealed record OriginPageOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral";

    /// <summary>
    /// The page that tells publishers what requests their pages; stands in <c>User-Agent</c> to origins.
    /// </summary>
    /// <value>By default the page for publishers at the first zone: <c>http://ZONE/publishers</c>.</value>
    public Uri? AdvertiseUrl { get; set; }

    /// <summary>The identity of the node to origins.</summary>
    /// <param name="zone">The first zone that the node serves.</param>
    /// <param name="networkId">The network's public name.</param>
    internal OriginIdentity Identify(string zone, string networkId) =>
        new(ProductVersion.Text, AdvertiseUrl?.AbsoluteUri ?? $"http://{zone}{PublishersPage.Path}", networkId);
}
