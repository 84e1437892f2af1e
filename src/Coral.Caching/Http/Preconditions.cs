namespace Coral.Caching.Http;

/// <summary>
/// A client's conditional GET or HEAD against a selected response (RFC 9110, section 13; RFC 9111, section 4.3.2).
/// </summary>
public static class Preconditions
{
    /// <summary>
    /// Evaluates the conditions in the order of RFC 9110, section 13.2.2. Never throws; allocates nothing.
    /// </summary>
    /// <remarks>
    /// 1. <c>If-Match</c>, compared strongly: 412 when none matches. 2. Without it, <c>If-Unmodified-Since</c>: 412
    /// when
    /// modified later. 3. <c>If-None-Match</c>, compared weakly: 304 when one matches. 4. Without it,
    /// <c>If-Modified-Since</c>: 304 when not modified later. Dates that are none are ignored. <c>If-Range</c> is
    /// <see cref="RangeSelector"/>'s.
    /// </remarks>
    /// <param name="request">The client's fields, the conditions among them.</param>
    /// <param name="head">The selected response; conditions apply to a 200 only.</param>
    /// <param name="receivedAt">
    /// The time at which that response arrived: stands in for a missing <c>Last-Modified</c> and <c>Date</c>.
    /// </param>
    /// <param name="isNegotiated">
    /// True for a response that may be sent with a coding of ours: <c>If-None-Match</c> may then name it by the tag of
    /// a coded form, as servers spell those.
    /// </param>
    public static PreconditionOutcome Evaluate(
        IFieldSource request,
        ResponseHead head,
        DateTimeOffset receivedAt,
        bool isNegotiated = false
    )
    {
        if (head.Status != 200)
        {
            return PreconditionOutcome.Proceed;
        }

        if (request.Get("If-Match") is { } wanted)
        {
            if (!Names(wanted, head, strongly: true))
            {
                return PreconditionOutcome.Failed;
            }
        }
        else if (
            TryDate(request, "If-Unmodified-Since", receivedAt, out var latest)
            && head.DateOf("Last-Modified", receivedAt) > latest
        )
        {
            return PreconditionOutcome.Failed;
        }

        var isKnown = request.Get("If-None-Match") is { } known
            ? Names(known, head, strongly: false) || (isNegotiated && NamesCoded(known, head))
            : TryDate(request, "If-Modified-Since", receivedAt, out var since) && Modified(head, receivedAt) <= since;
        return isKnown ? PreconditionOutcome.NotModified : PreconditionOutcome.Proceed;
    }

    private static bool Names(string field, ResponseHead head, bool strongly) =>
        field.AsSpan().Trim() is "*"
        || (head.Fields.Get("ETag") is { } tag && EntityTag.ListHolds(field, tag, strongly));

    private static bool NamesCoded(string field, ResponseHead head) =>
        head.Fields.Get("ETag") is { } tag && EntityTag.ListHoldsCoded(field, tag);

    private static DateTimeOffset Modified(ResponseHead head, DateTimeOffset receivedAt) =>
        head.DateOf("Last-Modified", receivedAt) ?? head.DateOf("Date", receivedAt) ?? receivedAt;

    private static bool TryDate(IFieldSource request, string name, DateTimeOffset now, out DateTimeOffset date) =>
        HttpDate.TryParse(request.Get(name), now, out date);
}
