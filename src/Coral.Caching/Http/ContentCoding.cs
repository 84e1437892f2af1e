namespace Coral.Caching.Http;

/// <summary>The content codings that a node makes itself (RFC 9110, section 8.4.1).</summary>
public enum ContentCoding
{
    /// <summary>The bytes as the origin sent them.</summary>
    None,

    /// <summary><c>gzip</c>.</summary>
    Gzip,

    /// <summary><c>br</c> (RFC 7932).</summary>
    Brotli,
}
