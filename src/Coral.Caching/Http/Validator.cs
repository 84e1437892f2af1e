namespace Coral.Caching.Http;

/// <summary>The validators of a representation, by which parts of its body from two sources are joined.</summary>
internal static class Validator
{
    /// <summary>
    /// The strong entity tag, or else the strong modification date (RFC 9110, section 8.8); <see langword="null"/>
    /// without one.
    /// </summary>
    public static string? Strong(ResponseHead head, DateTimeOffset now)
    {
        if (head.Fields.Get("ETag") is { } tag)
        {
            return EntityTag.IsValid(tag) && !EntityTag.IsWeak(tag) ? tag : null;
        }

        return
            head.DateOf("Last-Modified", now) is { } modified
            && head.DateOf("Date", now) - modified >= TimeSpan.FromSeconds(1)
            ? head.Fields.Get("Last-Modified")
            : null;
    }

    /// <summary>
    /// True if <paramref name="head"/> is that of the representation that <paramref name="first"/>
    /// began.
    /// </summary>
    /// <remarks>
    /// The same status, coding, entity tag and modification date. Without any of these nothing speaks against it: the
    /// bytes themselves are then compared.
    /// </remarks>
    public static bool AreOne(ResponseHead first, ResponseHead head) =>
        first.Status == head.Status
        && Same(first, head, "Content-Encoding")
        && Same(first, head, "ETag")
        && (first.Fields.Contains("ETag") || Same(first, head, "Last-Modified"));

    private static bool Same(ResponseHead first, ResponseHead head, string name) =>
        first.Fields.Get(name) == head.Fields.Get(name);
}
