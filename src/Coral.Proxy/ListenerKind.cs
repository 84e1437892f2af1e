namespace Coral.Proxy;

/// <summary>
/// The protocol of a listener. The scheme of a request is taken from its connection, never from a listener's number.
/// </summary>
public enum ListenerKind
{
    /// <summary>HTTP/1.1 without TLS.</summary>
    Http,

    /// <summary>
    /// HTTP/2 without TLS, by prior knowledge only (RFC 9113, section 3.3): it needs a port of its own.
    /// </summary>
    Http2,
}
