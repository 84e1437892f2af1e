namespace Coral.Proxy.Pages;

/// <summary>The page for those whose sites are served: docs/publishers.md, as it was when the node was built.</summary>
/// <remarks>The landing page links to it, and <c>User-Agent</c> names it to origins.</remarks>
public static class PublishersPage
{
    /// <summary>The path of the page at every bare zone.</summary>
    public const string Path = "/publishers";

    private const string Resource = "publishers.md";

    /// <summary>The page, as plain text.</summary>
    internal static Page Page { get; } = new(200, "For publishers", Read()) { IsRaw = true };

    private static string Read()
    {
        using var stream = typeof(PublishersPage).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
