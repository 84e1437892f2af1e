using System.Collections.Frozen;

namespace Coral.Caching.Http;

/// <summary>The rule for responses that may be sent with a content coding of ours.</summary>
/// <remarks>
/// Text that is large enough and not coded yet, unless the origin forbids it with <c>no-transform</c> (RFC 9111,
/// section 5.2.2.6) or signs its header (RFC 9421), which then could not be verified. An event stream goes as it comes.
/// </remarks>
public static class Compressibility
{
    /// <summary>The shortest body that is compressed: below, the fields cost about what is saved.</summary>
    public const long MinBytes = 1024;

    /// <summary>The longest body that is compressed, where its length is known.</summary>
    public const long MaxBytes = 16L << 20;

    private static readonly FrozenSet<string> TextTypes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "application/ecmascript",
        "application/graphql",
        "application/javascript",
        "application/json",
        "application/json-seq",
        "application/ndjson",
        "application/rtf",
        "application/sql",
        "application/toml",
        "application/typescript",
        "application/vnd.apple.mpegurl",
        "application/x-javascript",
        "application/x-mpegurl",
        "application/x-ndjson",
        "application/x-sh",
        "application/x-subrip",
        "application/x-yaml",
        "application/xml",
        "application/xml-dtd",
        "application/yaml"
    );

    /// <summary>True if a body of <paramref name="length"/> bytes under this header may be compressed.</summary>
    /// <param name="head">Status and header, as the origin sent them.</param>
    /// <param name="length">The length of the body; <see langword="null"/> while it is unknown.</param>
    public static bool Allows(ResponseHead head, long? length)
    {
        ArgumentNullException.ThrowIfNull(head);
        return length is null or (>= MinBytes and <= MaxBytes)
            && head.Status is 200 or 203 or (>= 400 and <= 599)
            && IsText(head.Fields.Get("Content-Type"))
            && !head.Fields.Contains("Content-Encoding")
            && !head.Fields.Contains("Content-Range")
            && !head.Fields.Contains("Signature")
            && !CacheDirectives.Of(head.Fields).NoTransform;
    }

    /// <summary>True if <paramref name="contentType"/> names a type of text, whatever its parameters.</summary>
    public static bool IsText(ReadOnlySpan<char> contentType)
    {
        var end = contentType.IndexOf(';');
        var type = (end < 0 ? contentType : contentType[..end]).Trim();
        return type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            ? !type.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase)
            : type.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
                || type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase)
                || type.EndsWith("+yaml", StringComparison.OrdinalIgnoreCase)
                || TextTypes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(type);
    }
}
