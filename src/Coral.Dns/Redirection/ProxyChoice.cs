namespace Coral.Dns.Redirection;

/// <summary>The proxies that a client is sent to.</summary>
internal struct ProxyChoice
{
    public ProxyAddresses Addresses;

    /// <summary>How many of them there are.</summary>
    public int Count;

    /// <summary>Whether somebody who is overloaded was passed over.</summary>
    public bool HasSkippedOverloaded;

    /// <summary>How long the answer holds.</summary>
    public uint Seconds;

    /// <summary>Leading bits of the client subnet that it is for.</summary>
    public int Scope;
}
