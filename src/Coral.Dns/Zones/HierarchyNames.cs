using Coral.Core.Index;
using Coral.Dns.Configuration;
using Coral.Dns.Wire;

namespace Coral.Dns.Zones;

/// <summary>The names of the hierarchy under the infrastructure zone (paper, section 3).</summary>
public sealed class HierarchyNames
{
    /// <summary>The label below a level zone under which its name servers have their names.</summary>
    public const string ServersLabel = "ns";

    /// <summary>Derives all names under the infrastructure zone.</summary>
    /// <exception cref="FormatException">A name would be too long.</exception>
    public HierarchyNames(DnsName infrastructure)
    {
        ArgumentNullException.ThrowIfNull(infrastructure);
        Infrastructure = infrastructure;
        Regional = infrastructure.Child("l1.l0");
        Near = Regional.Child("l2");
        Proxies = Near.Child("http");
    }

    /// <summary>The hierarchy that the options ask for; <see langword="null"/> where they name no such zone.</summary>
    /// <exception cref="FormatException">The name is no domain name, or too long.</exception>
    public static HierarchyNames? In(DnsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.InfrastructureZone is { } zone ? new HierarchyNames(DnsName.Parse(zone)) : null;
    }

    /// <summary>The infrastructure zone.</summary>
    public DnsName Infrastructure { get; }

    /// <summary>The zone of level 1: <c>l1.l0</c> under the infrastructure zone.</summary>
    public DnsName Regional { get; }

    /// <summary>The zone of level 2: <c>l2.l1.l0</c> under the infrastructure zone.</summary>
    public DnsName Near { get; }

    /// <summary>The name that coralized names lie below: <c>http.l2.l1.l0</c>.</summary>
    public DnsName Proxies { get; }

    /// <summary>
    /// The hierarchy with this <see cref="Proxies"/> name; <see langword="null"/> for any other name.
    /// </summary>
    public static HierarchyNames? Of(DnsName proxies)
    {
        var above = proxies.Parent()?.Parent()?.Parent()?.Parent();
        return above is not null && new HierarchyNames(above) is var names && names.Proxies.Equals(proxies)
            ? names
            : null;
    }

    /// <summary>The zone of a level above 0.</summary>
    public DnsName ZoneOf(ClusterLevel level) => level == ClusterLevel.Near ? Near : Regional;
}
