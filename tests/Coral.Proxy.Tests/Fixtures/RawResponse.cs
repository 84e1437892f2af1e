using System.Text;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A response as it came over the wire.</summary>
internal sealed record RawResponse(
    int Status,
    IReadOnlyList<(string Name, string Value)> Fields,
    byte[] Body,
    bool IsComplete
)
{
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The only line of that name; nothing when there is none.</summary>
    public string? this[string name] =>
        Fields
            .Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(field => field.Value)
            .SingleOrDefault();
}
