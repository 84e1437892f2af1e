namespace Coral.Node.Content;

/// <summary>The node as it names itself to origins.</summary>
public sealed record OriginPageOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral";

    /// <summary>
    /// The page that tells a publisher what asks for his pages; stands in <c>User-Agent</c> to origins.
    /// </summary>
    /// <value>By default <c>http://</c> and the first zone.</value>
    public Uri? AdvertiseUrl { get; set; }
}
