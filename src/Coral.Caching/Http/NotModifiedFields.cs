using System.Collections.Frozen;

namespace Coral.Caching.Http;

/// <summary>The fields of a 304 that is made from a stored 200 (RFC 9110, section 15.4.5).</summary>
public static class NotModifiedFields
{
    private const string CrossOriginPrefix = "Access-Control-";

    private static readonly FrozenSet<string> Carried = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Cache-Control",
        "Cache-Status",
        "CDN-Cache-Control",
        "Content-Location",
        "Date",
        "ETag",
        "Expires",
        "Vary",
        "Via"
    );

    /// <summary>Those of <paramref name="stored"/> that a 304 carries.</summary>
    /// <remarks>
    /// The fields that section 15.4.5 demands, <c>Last-Modified</c> where there is no entity tag, the path taken, and
    /// cross-origin permissions, which a browser may check anew. Nothing that describes the body that is not there.
    /// </remarks>
    public static FieldList Of(FieldList stored)
    {
        var isDated = !stored.Contains("ETag");
        return stored.Without(line =>
            !Carried.Contains(line.Name)
            && !line.Name.StartsWith(CrossOriginPrefix, StringComparison.OrdinalIgnoreCase)
            && !(isDated && line.Is("Last-Modified"))
        );
    }
}
