namespace Coral.Caching.Http;

/// <summary>The reason for a fetch without a usable response. A value, not an exception: origins fail daily.</summary>
public enum FetchFailure
{
    /// <summary>The origin's name does not resolve.</summary>
    NameNotResolved,

    /// <summary>No connection could be made: refused, unreachable, or a failed TLS handshake.</summary>
    ConnectFailed,

    /// <summary>No connection within the time limit.</summary>
    ConnectTimedOut,

    /// <summary>No response header within the time limit.</summary>
    HeaderTimedOut,

    /// <summary>No byte of the body within the time limit.</summary>
    BodyTimedOut,

    /// <summary>The connection broke, or the body ended before its declared length.</summary>
    ConnectionLost,

    /// <summary>The response is not HTTP, or its header is larger than the limit.</summary>
    BadResponse,

    /// <summary>The body does not match its digest: all of it is discarded, the bytes already sent included.</summary>
    WrongDigest,

    /// <summary>The object is larger than the limit, as declared or as it ran.</summary>
    TooLarge,

    /// <summary>The origin's address is private or otherwise not to be connected to.</summary>
    AddressRefused,

    /// <summary>The origin's port is on the list of ports that no web client connects to.</summary>
    PortRefused,

    /// <summary>The origin is one of our own listeners.</summary>
    Loop,

    /// <summary>The origin failed a moment ago and is left alone for a while.</summary>
    RecentlyFailed,

    /// <summary>The origin has refused for a while (429, 503), and is left alone for as long as it asked.</summary>
    Refused,

    /// <summary>The origin redirects to the very URL that was requested: a browser would go in a cycle.</summary>
    RedirectsBack,

    /// <summary>This node is out of memory for transfers, or stopping.</summary>
    Overloaded,
}
