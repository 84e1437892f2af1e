using Coral.Node.Configuration;

namespace Coral.Node.Health;

/// <summary>The section of the node's availability.</summary>
internal static class HealthSections
{
    /// <summary>The clients that the node is for.</summary>
    public static OptionSection Availability { get; } =
        new(AvailabilityOptions.SectionName, typeof(AvailabilityOptions));
}
