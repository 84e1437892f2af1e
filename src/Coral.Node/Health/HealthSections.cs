using Coral.Node.Configuration;

namespace Coral.Node.Health;

/// <summary>The section of the node's availability.</summary>
internal static class HealthSections
{
    /// <summary>Whom the node is there for.</summary>
    public static OptionSection Availability { get; } =
        new(AvailabilityOptions.SectionName, typeof(AvailabilityOptions));
}
