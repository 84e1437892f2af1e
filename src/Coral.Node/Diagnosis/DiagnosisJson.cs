using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coral.Node.Diagnosis;

/// <summary>Findings as <c>coral doctor --json</c> writes them: an array of kind, subject, text, fix.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(FindingKindConverter)])]
[JsonSerializable(typeof(IReadOnlyList<Finding>))]
public sealed partial class DiagnosisJson : JsonSerializerContext;
