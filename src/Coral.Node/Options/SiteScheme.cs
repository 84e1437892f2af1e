namespace Coral.Node.Options;

/// <summary>How a declared site's origin is asked.</summary>
public enum SiteScheme
{
    /// <summary>Without TLS.</summary>
    Http,

    /// <summary>With TLS.</summary>
    Https,
}
