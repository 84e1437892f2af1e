using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Coral.Node.Zones;

/// <summary>The zones of a node, which most of its parts know.</summary>
public sealed record ZoneOptions : IValidatableObject
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral";

    /// <summary>The domains below which every host name is a coralized one.</summary>
    /// <value><c>localhost</c> by default: curl and browsers resolve every name below it to this machine.</value>
    [MinLength(1)]
    [Description("a domain name")]
    public IReadOnlyList<string> Zones { get; set; } = ["localhost"];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var problem in Zones.Select(HostNameRule.Problem).OfType<string>())
        {
            yield return new ValidationResult($"not a domain name: {problem}", [nameof(Zones)]);
        }
    }
}
