using System.ComponentModel.DataAnnotations;
using System.Net;
using Coral.Node.Configuration;
using Coral.Node.Content;
using Coral.Node.Logging;

namespace Coral.Node.Tests.Configuration;

/// <summary>One option of every kind, so that the tests of the reader do not hang on the product's options.</summary>
internal sealed record SampleOptions : IValidatableObject
{
    public static OptionSection Section { get; } =
        new("Coral:Sample", typeof(SampleOptions))
        {
            Flags = [new("--sample", "Coral:Sample:Wait", "DURATION", 75, "How long it waits")],
        };

    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00")]
    public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(5);

    [Range(typeof(long), "1024", "1073741824")]
    public long RoomBytes { get; set; } = 1 << 20;

    [Range(1, 16)]
    public int Count { get; set; } = 3;

    [Range(0.0, 1.0)]
    public double Share { get; set; } = 0.5;

    public bool Eager { get; set; } = true;

    public LogFormat Format { get; set; }

    public string Name { get; set; } = "coral";

    public Uri? Page { get; set; }

    public IPEndPoint? Second { get; set; }

    [MinLength(1)]
    public IReadOnlyList<IPEndPoint> Listen { get; set; } = [new(IPAddress.Loopback, 80)];

    public IList<string> Words { get; set; } = [];

    public IReadOnlyList<SiteOptions> Sites { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Eager && Count > 10)
        {
            yield return new ValidationResult("with Eager, at most 10 are allowed", [nameof(Count), nameof(Eager)]);
        }
    }
}
