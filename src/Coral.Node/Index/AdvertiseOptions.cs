using System.Net;

namespace Coral.Node.Index;

/// <summary>The node's address in the eyes of others.</summary>
public sealed record AdvertiseOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral";

    /// <summary>
    /// The address that other nodes and clients reach this node at, where it is not the one it listens on.
    /// </summary>
    /// <value>By default the address listened on; where that is any address, the one towards the network.</value>
    public IPAddress? Advertise { get; set; }
}
