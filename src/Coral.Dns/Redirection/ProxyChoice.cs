using Coral.Core.Index;

namespace Coral.Dns.Redirection;

/// <summary>The proxies of one answer.</summary>
internal struct ProxyChoice
{
    public ProxyAddresses Addresses;

    /// <summary>The number of addresses.</summary>
    public int Count;

    /// <summary>True if an overloaded node was skipped.</summary>
    public bool HasSkippedOverloaded;

    /// <summary>The farthest level that a proxy was taken from.</summary>
    public ClusterLevel Reached;

    /// <summary>Time to live of the answer.</summary>
    public uint Seconds;

    /// <summary>Leading bits of the client subnet that the answer is for (RFC 7871).</summary>
    public int Scope;
}
