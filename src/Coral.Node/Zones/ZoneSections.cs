using Coral.Node.Configuration;

namespace Coral.Node.Zones;

/// <summary>The section of the node's zones.</summary>
internal static class ZoneSections
{
    /// <summary>The domains that the node's names lie below.</summary>
    public static OptionSection Zones { get; } =
        new(ZoneOptions.SectionName, typeof(ZoneOptions))
        {
            Flags = [new("--zone", "Coral:Zones", "ZONE", 10, "Answer names below this zone; may be repeated")],
        };
}
