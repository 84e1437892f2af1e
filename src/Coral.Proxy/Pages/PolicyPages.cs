namespace Coral.Proxy.Pages;

/// <summary>Pages for requests that no node serves, whatever host they name.</summary>
internal static class PolicyPages
{
    /// <summary>The methods that are served, as the <c>Allow</c> field lists them.</summary>
    public const string AllowedMethods = "GET, HEAD";

    /// <summary>Any method but GET and HEAD, CONNECT above all.</summary>
    public static readonly Page MethodNotAllowed = new(
        405,
        "Method not allowed",
        "Coral accepts GET and HEAD requests only: it reads the web, and never writes to it."
    )
    {
        Advice = "Send forms and uploads to the site directly.",
        Allow = AllowedMethods,
    };

    /// <summary>
    /// A GET or HEAD that brings a body: its meaning is undefined, and a second request may hide in it.
    /// </summary>
    public static readonly Page BodyRefused = new(
        400,
        "Request body refused",
        "Coral accepts GET and HEAD requests without a body only."
    )
    {
        CloseConnection = true,
    };

    /// <summary>The request line is longer than this node takes.</summary>
    public static Page TargetTooLong(long maxBytes) =>
        new(414, "URL too long", $"The request line is longer than this node's limit of {maxBytes} bytes.");

    /// <summary>The request target is not what RFC 9112 allows.</summary>
    public static readonly Page BadTarget = new(
        400,
        "Malformed URL",
        "The path of this request is missing, or contains a character that must be percent-encoded."
    );

    /// <summary>A host that is none of ours.</summary>
    public static readonly Page UnknownHost = new(
        421,
        "Not served here",
        "This node does not serve this host: it serves names under its own zones, and is not an open proxy."
    );

    /// <summary>A request that breaks a rule of HTTP which the next server might overlook.</summary>
    public static readonly Page BadFields = new(
        400,
        "Malformed request",
        "A header field of this request is not valid HTTP: its name, a character in its value, or its place in HTTP/2."
    )
    {
        CloseConnection = true,
    };

    /// <summary>The origin asks for credentials, and Coral passes none on.</summary>
    /// <param name="host">The origin's name, with its port where it is not the default.</param>
    /// <param name="originUrl">The URL of the page at its origin.</param>
    public static Page CredentialsNeeded(string host, string originUrl) =>
        new(
            403,
            "Sign-in not possible here",
            $"{host} asks for a user name and password, and Coral never passes credentials on: it serves public pages."
        )
        {
            Advice = "Sign in at the site itself.",
            Link = new PageLink(originUrl, "The page at its own site"),
        };

    /// <summary>A fault of ours.</summary>
    public static readonly Page InternalError = new(
        500,
        "Node error",
        "An internal error prevented this node from responding. The node's log has the details."
    );
}
