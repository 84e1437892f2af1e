using Coral.Index.Clusters;
using Coral.Index.Options;
using Coral.Node.Configuration;
using Coral.Transport.Udp;

namespace Coral.Node.Index;

/// <summary>The sections of the index and of its socket.</summary>
internal static class IndexSections
{
    /// <summary>The advertised address.</summary>
    public static OptionSection Advertise { get; } =
        new(AdvertiseOptions.SectionName, typeof(AdvertiseOptions))
        {
            Flags = [new("--advertise", "Coral:Advertise", "A", 90, "The address that others reach this node at")],
        };

    /// <summary>The index's address, and its network.</summary>
    public static OptionSection Node { get; } =
        new(NodeIndexOptions.SectionName, typeof(NodeIndexOptions))
        {
            Flags =
            [
                new("--index", "Coral:Index:Listen", "A:P", 70, "Where the index listens (UDP)"),
                new(
                    "--join",
                    "Coral:Index:Join",
                    "A:P",
                    100,
                    "Find the network through the index of this node; may be repeated"
                ),
                new(
                    "--network-key",
                    "Coral:Index:NetworkKey",
                    "FILE",
                    110,
                    "The network's key, which all its nodes share"
                ),
            ],
        };

    /// <summary>The index's behaviour.</summary>
    public static OptionSection Index { get; } = new(IndexOptions.SectionName, typeof(IndexOptions));

    /// <summary>The choice of clusters.</summary>
    public static OptionSection Clusters { get; } = new(ClusterOptions.SectionName, typeof(ClusterOptions));

    /// <summary>The index's socket.</summary>
    public static OptionSection Udp { get; } = new(UdpTransportOptions.SectionName, typeof(UdpTransportOptions));
}
