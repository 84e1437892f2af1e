using Microsoft.Extensions.Primitives;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>A request as it reached an origin.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query, as sent.</param>
/// <param name="Fields">The header; names in any case.</param>
internal sealed record OriginRequest(string Method, string Target, IReadOnlyDictionary<string, StringValues> Fields)
{
    /// <summary>A field's value, lines joined by a comma; <see langword="null"/> without the field.</summary>
    public string? this[string name] => Fields.TryGetValue(name, out var value) ? value.ToString() : null;
}
