namespace Coral.Caching.Http;

/// <summary>
/// <c>If-Range</c>: the range only if the client's part belongs to this response (RFC 9110, section 13.1.5).
/// </summary>
internal static class IfRange
{
    /// <summary>
    /// True if the range applies: no <c>If-Range</c>, or one whose strong validator is that of the
    /// response.
    /// </summary>
    public static bool Holds(IFieldSource request, ResponseHead head, DateTimeOffset receivedAt)
    {
        if (request.Get("If-Range") is not { } condition)
        {
            return true;
        }

        if (condition.Contains('"', StringComparison.Ordinal))
        {
            return EntityTag.SameStrongly(condition, head.Fields.Get("ETag"));
        }

        return HttpDate.TryParse(condition, receivedAt, out var date)
            && head.DateOf("Last-Modified", receivedAt) is { } modified
            && date == modified
            && IsStrong(modified, head, receivedAt);
    }

    /// <summary>
    /// A date is strong when the response was made at least a second after it (RFC 9110, section 8.8.2.2).
    /// </summary>
    private static bool IsStrong(DateTimeOffset modified, ResponseHead head, DateTimeOffset receivedAt) =>
        head.DateOf("Date", receivedAt) - modified >= TimeSpan.FromSeconds(1);
}
