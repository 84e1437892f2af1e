using System.ComponentModel.DataAnnotations;
using Coral.Node.Configuration;

namespace Coral.Node.Content;

/// <summary>The sites that the operator declares.</summary>
public sealed record SiteListOptions : IValidatableObject
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral";

    /// <summary>One record a site.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<SiteOptions> Sites { get; set; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var problem in Sites.Select(site => site.Problem).OfType<string>())
        {
            yield return new ValidationResult(problem, [nameof(Sites)]);
        }

        foreach (var host in Repetition.In(Sites.Select(site => site.Host?.ToLowerInvariant())))
        {
            yield return new ValidationResult($"the site {host} is declared twice", [nameof(Sites)]);
        }
    }
}
