namespace Coral.Core.Names;

/// <summary>A spelling of coralized names.</summary>
public enum NameForm
{
    /// <summary>The own host name of a declared site or pinned origin, in no zone: <c>www.x.com</c>.</summary>
    Exact,

    /// <summary>Origin host, port label if any, zone: <c>www.x.com.8000.localhost</c>.</summary>
    Suffix,

    /// <summary>
    /// Origin folded into one label, which one wildcard certificate covers: <c>www-x-com-8000.localhost</c>.
    /// </summary>
    OneLabel,

    /// <summary>Base32 of the origin's SHA-256, where one label cannot hold the name itself.</summary>
    Hash,
}
