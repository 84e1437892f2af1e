namespace Coral.Caching.Http;

/// <summary>Validation of a stored response with its origin (RFC 9111, section 4.3).</summary>
public static class Validation
{
    /// <summary>
    /// The request with <c>If-None-Match</c> and <c>If-Modified-Since</c> of the stored response; unconditional where
    /// that has no validator.
    /// </summary>
    /// <remarks>
    /// RFC 9111, section 4.3.1. Validators go out as they came; what is no entity tag or no date is not sent. The tag
    /// of compressed bytes goes out without its suffix too: Apache appends <c>-gzip</c> to what it sends, and compares
    /// with what it had before.
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
            var plain = EntityTag.WithoutCoding(tag);
            var both = plain == tag || !stored.Fields.Contains("Content-Encoding") ? tag : $"{tag}, {plain}";
            fields = fields.With("If-None-Match", both);
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

    /// <summary>True for a condition that <see cref="Conditional"/> writes.</summary>
    public static bool IsOurs(FieldLine line) => line.Is("If-None-Match") || line.Is("If-Modified-Since");

    /// <summary>Applies a 304 to a stored head.</summary>
    /// <remarks>
    /// A 304 answers the condition that was sent, so that its tag is compared with the stored one as that condition is:
    /// weakly, and without the suffix of a coding (nginx and Apache compress a 200, and not a 304, and name it
    /// accordingly). A 304 with another tag, or with another date for a response that has no tag, refreshes nothing
    /// (RFC 9111, section 4.3.4). One without any, and one with a tag for a response that had none, confirms what was
    /// sent. Fields are replaced by name (section 3.2), except those that describe the stored bytes.
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
        if (Tag(stored) is { } ours)
        {
            // The tag was sent, and takes precedence over the date (RFC 9110, section 13.2.2).
            return Tag(notModified) is not { } theirs
                || EntityTag.SameWeakly(EntityTag.WithoutCoding(theirs), EntityTag.WithoutCoding(ours));
        }

        return notModified.DateOf("Last-Modified", now) is not { } theirsModified
            || stored.DateOf("Last-Modified", now) is not { } oursModified
            || theirsModified == oursModified;
    }

    private static FieldList Merge(FieldList stored, FieldList arrived)
    {
        var keepsTag = stored.Contains("ETag") || stored.Contains("Content-Encoding");
        var updates = arrived.Without(line => DescribesStoredBytes(line) || (keepsTag && line.Is("ETag")));
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
