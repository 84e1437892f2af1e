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
            Flags = [new("--advertise", "Coral:Advertise", "A", 90, "The address at which others reach this node")],
        };

    /// <summary>The index's address, and its network.</summary>
    public static OptionSection Node { get; } =
        new(NodeIndexOptions.SectionName, typeof(NodeIndexOptions))
        {
            Flags =
            [
                new("--index", "Coral:Index:Listen", "A:P", 70, "Run the index on this address and port (UDP)"),
                new(
                    "--join",
                    "Coral:Index:Join",
                    "HOST:P",
                    100,
                    "Join the network through this node's index port; may be repeated"
                ),
                new(
                    "--network-key",
                    "Coral:Index:NetworkKey",
                    "FILE",
                    110,
                    "The file with the network's key, which all its nodes share"
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
