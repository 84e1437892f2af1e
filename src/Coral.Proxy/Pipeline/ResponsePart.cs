using System.Globalization;
using Coral.Caching.Http;

namespace Coral.Proxy.Pipeline;

/// <summary>The part of a response that the client gets: all, a range, or none (304, 412, 416).</summary>
/// <param name="Status">The status to send.</param>
/// <param name="Fields">The response's fields to send.</param>
/// <param name="Offset">First byte of the body to send.</param>
/// <param name="Length">The bytes of the body to send; <see langword="null"/> for all, however many come.</param>
/// <param name="ContentRange">The <c>Content-Range</c> of a 206 or 416.</param>
/// <param name="Form">The form that is sent: as it is, or coded by us.</param>
internal readonly record struct ResponsePart(
    int Status,
    FieldList Fields,
    long Offset,
    long? Length,
    string? ContentRange,
    ResponseForm Form = default
)
{
    /// <summary>Applies the client's conditions, then its range (RFC 9110, sections 13.2.2 and 14.2).</summary>
    /// <param name="request">The client's request, with its conditions and range.</param>
    /// <param name="head">The response to the request without these.</param>
    /// <param name="length">The length of its body, where known: without it the response to a range is the
    /// whole.</param>
    /// <param name="receivedAt">The time at which that response arrived.</param>
    /// <param name="form">The form that it is sent in, should it be sent whole.</param>
    /// <param name="arrived">Without a length, the bytes that have come: a range within them can be answered.</param>
    public static ResponsePart Of(
        RequestContext request,
        ResponseHead head,
        long? length,
        DateTimeOffset receivedAt,
        in ResponseForm form,
        long arrived = 0
    )
    {
        var sent = form.IsCoded ? form.Stored?.Length : length;
        var whole = new ResponsePart(head.Status, head.Fields, 0, HasNoBody(head.Status) ? 0 : sent, null, form);
        if (head.Status != 200 || !request.HasConditionOrRange)
        {
            return whole;
        }

        switch (Preconditions.Evaluate(request.ClientFields, head, receivedAt, form.Fields is not null))
        {
            case PreconditionOutcome.NotModified:
                return new ResponsePart(304, NotModifiedFields.Of(head.Fields), 0, 0, null, form);
            case PreconditionOutcome.Failed:
                return new ResponsePart(412, FieldList.Empty, 0, 0, null);
        }

        if (request.IsHead || request.RequestHeaders.Range.Count == 0 || (length is null && arrived == 0))
        {
            return whole;
        }

        var range = RangeSelector.Select(request.ClientFields, head, length ?? long.MaxValue, receivedAt);
        if (length is null)
        {
            return range.Outcome == RangeOutcome.Part && range.Offset + range.Length <= arrived
                ? new ResponsePart(206, head.Fields, range.Offset, range.Length, OfUnknownLength(range), form.AsSent)
                : whole;
        }

        return range.Outcome switch
        {
            RangeOutcome.Part => new ResponsePart(
                206,
                head.Fields,
                range.Offset,
                range.Length,
                range.ContentRange,
                form.AsSent
            ),
            RangeOutcome.Unsatisfiable => new ResponsePart(416, FieldList.Empty, 0, 0, range.ContentRange),
            _ => whole,
        };
    }

    /// <summary>A part of a body whose complete length is not known yet (RFC 9110, section 14.4).</summary>
    private static string OfUnknownLength(RangeSelection range) =>
        string.Create(CultureInfo.InvariantCulture, $"bytes {range.Offset}-{range.Offset + range.Length - 1}/*");

    /// <summary>
    /// True for a status whose responses have no body (RFC 9110, sections 6.4.1 and 15.3.6).
    /// </summary>
    public static bool HasNoBody(int status) => status is 204 or 205 or 304;
}
