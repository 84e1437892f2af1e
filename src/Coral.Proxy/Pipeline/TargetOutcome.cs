namespace Coral.Proxy.Pipeline;

/// <summary>The outcome of reading a request target.</summary>
internal enum TargetOutcome
{
    /// <summary>A path on the host that the request names.</summary>
    Resource,

    /// <summary>No path at all: the <c>host:port</c> of CONNECT, the <c>*</c> of OPTIONS.</summary>
    NoResource,

    /// <summary>An absolute URL of another host or scheme than the connection's and the <c>Host</c> field's.</summary>
    Elsewhere,

    /// <summary>The target holds a character that no target may.</summary>
    Malformed,
}
