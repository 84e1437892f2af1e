using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coral.Node.Diagnosis;

/// <summary>Writes <c>ok</c>, <c>warn</c>, <c>fail</c>.</summary>
internal sealed class FindingKindConverter()
    : JsonStringEnumConverter<FindingKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
