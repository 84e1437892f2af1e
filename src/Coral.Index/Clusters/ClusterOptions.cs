using System.ComponentModel.DataAnnotations;
using Coral.Core.Index;

namespace Coral.Index.Clusters;

/// <summary>The options of clusters.</summary>
/// <remarks>Symbols in parentheses are those of the CoralCDN paper (NSDI '04, section 4).</remarks>
public sealed record ClusterOptions : IValidatableObject
{
    /// <summary>The configuration section these options bind to.</summary>
    public const string SectionName = "Coral:Clusters";

    /// <summary>Number of levels, level 0 included. 1 means no clusters at all.</summary>
    /// <value>3 by default. All nodes of a network should have the same.</value>
    [Range(1, 3)]
    public int Levels { get; set; } = 3;

    /// <summary>Bound on the round-trip time inside a level-1 cluster (its diameter).</summary>
    /// <value>60 ms by default. Must exceed <see cref="NearDiameter"/>.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:05")]
    public TimeSpan RegionalDiameter { get; set; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Bound on the round-trip time inside a level-2 cluster (its diameter).</summary>
    /// <value>20 ms by default.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:05")]
    public TimeSpan NearDiameter { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Time between two checks whether a better cluster exists, with a jitter of a tenth.</summary>
    /// <value>5 min by default. A node that is alone in a cluster checks four times as often.</value>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Evaluation { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The diameter of a level above 0.</summary>
    public TimeSpan Diameter(ClusterLevel level) =>
        level switch
        {
            ClusterLevel.Global => TimeSpan.MaxValue,
            ClusterLevel.Regional => RegionalDiameter,
            _ => NearDiameter,
        };

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RegionalDiameter <= NearDiameter)
        {
            yield return new ValidationResult(
                $"a level-1 cluster must be wider than a level-2 cluster ({nameof(NearDiameter)})",
                [nameof(RegionalDiameter)]
            );
        }
    }
}
