namespace Coral.Caching.Http;

/// <summary>Validation of a stored response with its origin (RFC 9111, section 4.3).</summary>
public static class Validation
{
    /// <summary>
    /// The request with <c>If-None-Match</c> and <c>If-Modified-Since</c> of the stored response; unconditional where
    /// that has no validator.
    /// </summary>
    /// <remarks>
    /// RFC 9111, section 4.3.1. Validators go out as they came; what is no entity tag or no date is not sent.
    /// </remarks>
    /// <param name="request">The request to send.</param>
    /// <param name="stored">The head of the stored response.</param>
    /// <param name="receivedAt">The moment when that head arrived.</param>
    public static CacheRequest Conditional(CacheRequest request, ResponseHead stored, DateTimeOffset receivedAt)
    {
        var fields = request.Fields.Without(line =>
            line.Is("If-None-Match")
            || line.Is("If-Modified-Since")
            || line.Is("If-Match")
            || line.Is("If-Unmodified-Since")
        );
        if (Tag(stored) is { } tag)
        {
            fields = fields.With("If-None-Match", tag);
        }

        if (Modified(stored, receivedAt) is { } modified)
        {
            fields = fields.With("If-Modified-Since", modified);
        }

        return request with
        {
            Fields = fields,
        };
    }

    /// <summary>Applies a 304 to a stored head.</summary>
    /// <remarks>
    /// RFC 9111, section 4.3.4: a 304 whose validator is not that of the stored response refreshes nothing. One without
    /// any is taken to confirm the validators of the request. Fields are replaced by name (section 3.2), except those
    /// that describe the stored bytes.
    /// </remarks>
    /// <param name="stored">The head of the stored response.</param>
    /// <param name="notModified">The 304, with its <c>Date</c> and <c>Age</c>.</param>
    /// <param name="responseTime">The moment when the 304 arrived.</param>
    /// <returns>The new head; <see langword="null"/> when the 304 confirms another response.</returns>
    public static ResponseHead? Freshen(ResponseHead stored, ResponseHead notModified, DateTimeOffset responseTime)
    {
        if (!Confirms(notModified, stored, responseTime))
        {
            return null;
        }

        var fields = EndToEndFields.OfResponse(notModified.Fields, responseTime);
        return stored with { Fields = Merge(stored.Fields, fields) };
    }

    private static bool Confirms(ResponseHead notModified, ResponseHead stored, DateTimeOffset now)
    {
        if (Tag(notModified) is { } tag)
        {
            var ours = stored.Fields.Get("ETag");
            return EntityTag.IsWeak(tag) ? EntityTag.SameWeakly(tag, ours) : EntityTag.SameStrongly(tag, ours);
        }

        return notModified.DateOf("Last-Modified", now) is not { } theirs
            || stored.DateOf("Last-Modified", now) is not { } oursModified
            || theirs == oursModified;
    }

    private static FieldList Merge(FieldList stored, FieldList arrived)
    {
        var updates = arrived.Without(line => DescribesStoredBytes(line));
        var kept = stored.Without(line => updates.Contains(line.Name));
        return new FieldList([.. kept, .. updates]);
    }

    private static bool DescribesStoredBytes(FieldLine line) =>
        line.Is("Content-Length") || line.Is("Content-Encoding") || line.Is("Content-Range");

    private static string? Tag(ResponseHead head) =>
        head.Fields.Get("ETag") is { } tag && EntityTag.IsValid(tag) ? tag : null;

    private static string? Modified(ResponseHead stored, DateTimeOffset receivedAt) =>
        stored.DateOf("Last-Modified", receivedAt) is null ? null : stored.Fields.Get("Last-Modified");
}
