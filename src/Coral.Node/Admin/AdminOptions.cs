using System.Net;

namespace Coral.Node.Admin;

/// <summary>Options of the admin API.</summary>
public sealed record AdminOptions
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Admin";

    /// <summary>The address of the admin API. Whoever reaches it may do everything: keep it on loopback.</summary>
    /// <value>127.0.0.1:7480 by default. Port 0 takes a free one.</value>
    public IPEndPoint Listen { get; set; } = new(IPAddress.Loopback, 7480);
}
