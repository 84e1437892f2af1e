using System.Globalization;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>Asks the origin: for all, or for what is missing (RFC 9110, sections 13.1.5 and 14).</summary>
internal sealed class OriginRequester(IOriginFetcher origin, ICacheEvents events, TimeProvider clock)
{
    /// <summary>Asks for what the search wants.</summary>
    public async Task<FetchedResponse> RequestAsync(SearchState search, CancellationToken cancellationToken)
    {
        var sentAt = clock.GetUtcNow();
        events.OriginRequested(search.Request.Key);
        var request = search.Resumption is { } rest ? Rest(search.Flight.Request, rest) : search.Request;
        var response = await origin.SendAsync(request, cancellationToken);
        if (response is not { Head: { } head, Body: { } body } || search.Request.IsHead)
        {
            // A header alone is neither continued nor stored: its age counts from the start of the flight.
            return response;
        }

        if (search.Resumption is not { } resumption)
        {
            return response with { SentAt = sentAt };
        }

        if (Continue(head, body, resumption) is { } continued)
        {
            return continued with { SentAt = sentAt };
        }

        await body.DisposeAsync();
        return FetchedResponse.Failed(FetchFailure.BadResponse);
    }

    /// <summary>From the first missing byte on, if it is still that representation; else all of it.</summary>
    private static CacheRequest Rest(CacheRequest request, Resumption resumption) =>
        resumption is { Validator: { } validator, Offset: > 0 }
            ? request with
            {
                Fields = request
                    .Fields.With("Range", string.Create(CultureInfo.InvariantCulture, $"bytes={resumption.Offset}-"))
                    .With("If-Range", validator),
            }
            : request;

    /// <summary>
    /// The rest as a 206; or all of it as a 200, of which what readers have is read past and compared. Another version,
    /// and any other status, is the end.
    /// </summary>
    private static FetchedResponse? Continue(ResponseHead head, IOriginBody body, Resumption resumption)
    {
        var offset = resumption.Offset;
        if (head.Status == 206)
        {
            return
                ContentRange.TryParse(head.Fields.Get("Content-Range"), out var range)
                && range.Start == offset
                && range.End == range.Length - 1
                && (resumption.Length is null || range.Length == resumption.Length)
                && IsOfThat(head, resumption)
                ? FetchedResponse.Responded(head, body) with
                {
                    Length = range.Length,
                }
                : null;
        }

        if (head.Status == 416)
        {
            // Nothing is left: the old source had sent every byte, and failed before its body ended.
            return
                ContentRange.TryParseLength(head.Fields.Get("Content-Range"), out var length)
                && length == offset
                && resumption.Length is null
                ? FetchedResponse.Responded(head, new EndedBody(body)) with
                {
                    Length = length,
                }
                : null;
        }

        if (
            !Validator.AreOne(resumption.First, head)
            || (resumption.Length ?? body.Length ?? 0) != (body.Length ?? resumption.Length ?? 0)
        )
        {
            return null;
        }

        var prefix = offset == 0 ? default : resumption.Digester.Sha256();
        return FetchedResponse.Responded(head, new ContinuedBody(body, offset, prefix));
    }

    /// <summary>A 206 repeats the entity tag; the date need not be repeated where it was the condition.</summary>
    private static bool IsOfThat(ResponseHead head, Resumption resumption) =>
        resumption.Validator is { } validator
        && (
            validator.Contains('"', StringComparison.Ordinal)
                ? EntityTag.SameStrongly(validator, head.Fields.Get("ETag"))
                : head.Fields.Get("Last-Modified") is null || head.Fields.Get("Last-Modified") == validator
        );
}
