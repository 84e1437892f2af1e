using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Coral.Node.Configuration;
using Coral.Node.Zones;

namespace Coral.Node.Content;

/// <summary>A site that the operator declares: served under its own host name and every coralized form of it.</summary>
public sealed record SiteOptions
{
    /// <summary>The site's host name.</summary>
    [Required]
    [Description("a host name")]
    public string? Host { get; set; }

    /// <summary>The server of its origin. Exempt from the private-address guard: the operator chose it.</summary>
    /// <value>A host name is resolved at every connection.</value>
    [Required]
    public HostPort? Address { get; set; }

    /// <summary>The scheme of requests to its origin.</summary>
    /// <value>http by default.</value>
    public SiteScheme Scheme { get; set; } = SiteScheme.Http;

    /// <summary>A fault of the site as a whole, in words; <see langword="null"/> without one.</summary>
    internal string? Problem => HostNameRule.Problem(Host!) is { } problem ? $"not a host name: {problem}" : null;
}
