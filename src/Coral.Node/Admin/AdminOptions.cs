using System.Net;

namespace Coral.Node.Admin;

/// <summary>Where a node is looked into and told what to do.</summary>
public sealed record AdminOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Admin";

    /// <summary>Where the admin API listens. Whoever reaches it may do everything: keep it on loopback.</summary>
    /// <value>127.0.0.1:7480 by default. Port 0 takes a free one.</value>
    public IPEndPoint Listen { get; set; } = new(IPAddress.Loopback, 7480);
}
