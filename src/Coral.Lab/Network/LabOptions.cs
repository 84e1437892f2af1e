using Coral.Caching.Events;
using Coral.Caching.Peers;
using Coral.Node.Configuration;
using Coral.Transport.WideArea;

namespace Coral.Lab.Network;

/// <summary>The size, map and conditions of a lab.</summary>
public sealed record LabOptions
{
    /// <summary>The most nodes.</summary>
    public const int MaxNodes = 50;

    /// <summary>The number of nodes, dealt out to the regions in turn.</summary>
    /// <value>12 by default; 1 to 50.</value>
    public int Nodes { get; init; } = 12;

    /// <summary>Regions, latencies, bandwidths.</summary>
    public RegionMap Map { get; init; } = LabMap.Default;

    /// <summary>Loss, jitter and limits of the emulated network.</summary>
    public WideAreaOptions Network { get; init; } = new();

    /// <summary>The bandwidth of the origin's line; the map's by default.</summary>
    public long? OriginBitsPerSecond { get; init; }

    /// <summary>Memory for stored responses of each node, in bytes.</summary>
    /// <value>128 MB by default; taken as it fills.</value>
    public long MemoryBytes { get; init; } = 128L << 20;

    /// <summary>Time between two looks at the clusters.</summary>
    /// <value>10 s by default: people wait for a lab.</value>
    public TimeSpan Evaluation { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>True if every node answers DNS.</summary>
    public bool HasDns { get; init; }

    /// <summary>True if every node has an admin API.</summary>
    public bool HasAdmin { get; init; }

    /// <summary>Changes the settings of each node, given its number from 0.</summary>
    public Func<int, NodeSettings, NodeSettings> Settings { get; init; } = (_, settings) => settings;

    /// <summary>Wraps the service that answers peers, for the node of a number from 0.</summary>
    public Func<int, IPeerService, IPeerService> WrapPeerService { get; init; } = (_, service) => service;

    /// <summary>A listener to the events of the cache of each node, given its number from 0. Any thread.</summary>
    public Func<int, ICacheEvents?> CacheEvents { get; init; } = _ => null;
}
