namespace Coral.Caching.Http;

/// <summary>Status and header of a response, without its body.</summary>
/// <param name="Status">The final status code, 200 to 599.</param>
/// <param name="Fields">The header, without connection-level and cookie fields.</param>
public sealed record ResponseHead(int Status, FieldList Fields);
