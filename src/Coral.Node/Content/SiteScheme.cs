namespace Coral.Node.Content;

/// <summary>The scheme of requests to a declared site's origin.</summary>
public enum SiteScheme
{
    /// <summary>Without TLS.</summary>
    Http,

    /// <summary>With TLS.</summary>
    Https,
}
