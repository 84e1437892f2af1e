using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coral.Simulation.Scenarios;

/// <summary>Writes results as one line of JSON, members in the order of their declaration.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LookupsResult))]
[JsonSerializable(typeof(HotKeyResult))]
[JsonSerializable(typeof(LeaseResult))]
[JsonSerializable(typeof(FlashCrowdResult))]
[JsonSerializable(typeof(ClustersResult))]
[JsonSerializable(typeof(ChurnResult))]
internal sealed partial class ScenarioJson : JsonSerializerContext
{
    /// <summary>A figure rounded for output, so that the last bits of a sum do not matter.</summary>
    public static double Rounded(double value, int digits) => Math.Round(value, digits, MidpointRounding.AwayFromZero);

    /// <summary>The result as one line.</summary>
    public static string Line<T>(T result) => JsonSerializer.Serialize(result, typeof(T), Default);
}
