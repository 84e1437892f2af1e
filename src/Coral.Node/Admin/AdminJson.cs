using System.Text.Json;
using System.Text.Json.Serialization;
using Coral.Node.Admin.Dns;
using Coral.Node.Admin.Index;

namespace Coral.Node.Admin;

/// <summary>The objects of the admin API, as both sides of it write and read them.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AdminProblem))]
[JsonSerializable(typeof(ExplanationView))]
[JsonSerializable(typeof(LevelsView))]
[JsonSerializable(typeof(NodesView))]
[JsonSerializable(typeof(StoredView))]
[JsonSerializable(typeof(ValuesView))]
public sealed partial class AdminJson : JsonSerializerContext;
