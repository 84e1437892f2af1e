using Coral.Caching.Store;

namespace Coral.Caching.Http;

/// <summary>Asking the origin whether a stored response is still good (RFC 9111, section 4.3).</summary>
public static class Validation
{
    /// <summary>Whether the stored response carries a validator to ask with.</summary>
    public static bool CanValidate(StoredResponse stored) =>
        Tag(stored.Head) is not null || Modified(stored) is not null;

    /// <summary>
    /// The request with <c>If-None-Match</c> and <c>If-Modified-Since</c> of the stored response; unconditional without
    /// validators.
    /// </summary>
    /// <remarks>
    /// RFC 9111, section 4.3.1. Validators go out as they came; what is no entity tag or no date is not sent.
    /// </remarks>
    public static CacheRequest Conditional(CacheRequest request, StoredResponse stored)
    {
        var fields = request.Fields.Without(line =>
            line.Is("If-None-Match")
            || line.Is("If-Modified-Since")
            || line.Is("If-Match")
            || line.Is("If-Unmodified-Since")
        );
        if (Tag(stored.Head) is { } tag)
        {
            fields = fields.With("If-None-Match", tag);
        }

        if (Modified(stored) is { } modified)
        {
            fields = fields.With("If-Modified-Since", modified);
        }

        return request with
        {
            Fields = fields,
        };
    }

    /// <summary>Applies a 304: new fields, new age, new lifetime, the same body.</summary>
    /// <remarks>
    /// RFC 9111, section 4.3.4: a 304 whose validator is not ours refreshes nothing. One without any is taken to speak
    /// of the validators that we asked with. Fields are replaced by name (section 3.2), but for those that describe the
    /// stored bytes.
    /// </remarks>
    /// <param name="stored">The response that was asked about.</param>
    /// <param name="request">The request that was sent.</param>
    /// <param name="notModified">The 304, with its <c>Date</c> and <c>Age</c>.</param>
    /// <param name="requestTime">When the request was sent.</param>
    /// <param name="responseTime">When the 304 arrived.</param>
    /// <param name="policy">The heuristic for responses that say nothing.</param>
    public static Refreshed Refresh(
        StoredResponse stored,
        CacheRequest request,
        ResponseHead notModified,
        DateTimeOffset requestTime,
        DateTimeOffset responseTime,
        HeuristicPolicy policy
    )
    {
        if (!SpeaksOf(stored, notModified, responseTime))
        {
            return new Refreshed(null, Storable: false);
        }

        var arrived = notModified with { Fields = EndToEndFields.OfResponse(notModified.Fields, responseTime) };
        var head = stored.Head with { Fields = Merge(stored.Head.Fields, arrived.Fields) };
        var response = StoredResponseFactory.Create(
            request,
            head,
            stored.Body,
            requestTime,
            responseTime,
            policy,
            stored.Digests
        );
        return new Refreshed(
            response,
            Storability.Decide(request with { IsHead = false }, head) == StorageVerdict.Storable
        );
    }

    private static bool SpeaksOf(StoredResponse stored, ResponseHead notModified, DateTimeOffset now)
    {
        if (Tag(notModified) is { } tag)
        {
            var ours = stored.Head.Fields.Get("ETag");
            return EntityTag.IsWeak(tag) ? EntityTag.SameWeakly(tag, ours) : EntityTag.SameStrongly(tag, ours);
        }

        return notModified.DateOf("Last-Modified", now) is not { } theirs
            || stored.Head.DateOf("Last-Modified", now) is not { } oursModified
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

    private static string? Modified(StoredResponse stored) =>
        stored.Head.DateOf("Last-Modified", stored.ResponseTime) is null
            ? null
            : stored.Head.Fields.Get("Last-Modified");
}
