using System.Globalization;

namespace Coral.Caching.Http;

/// <summary>Status and header of a response, without its body.</summary>
/// <param name="Status">The final status code, 200 to 599.</param>
/// <param name="Fields">The header, without connection-level and cookie fields.</param>
public sealed record ResponseHead(int Status, FieldList Fields)
{
    /// <summary>The value of <c>Content-Length</c>; <see langword="null"/> where it is absent or no number.</summary>
    public long? DeclaredLength =>
        long.TryParse(Fields.Get("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : null;
}
