using System.Globalization;
using Coral.Caching.Http;

namespace Coral.Caching.Sources;

/// <summary>Asks the origin: for all, or for what is missing (RFC 9110, sections 13.1.5 and 14).</summary>
internal sealed class OriginAsker(FetchTools tools, CooperativeFetch fetch)
{
    /// <summary>Asks.</summary>
    /// <param name="resumption">What readers have already; <see langword="null"/> at the start.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<SearchResult> AskAsync(Resumption? resumption, CancellationToken cancellationToken)
    {
        var sentAt = tools.Clock.GetUtcNow();
        tools.CacheMetrics.OriginAsked();
        var request = resumption is null ? fetch.Request : Rest(fetch.Flight.Request, resumption);
        var result = await tools.Origin.SendAsync(request, cancellationToken);
        if (result.Head is not { } head)
        {
            return SearchResult.Failed(result.Failure);
        }

        var body = result.Body!;
        if (resumption is null)
        {
            return SearchResult.Found(new Source(head, body) { Length = body.Length, SentAt = sentAt });
        }

        if (Continue(head, body, resumption, sentAt) is { } source)
        {
            return SearchResult.Found(source);
        }

        await body.DisposeAsync();
        return SearchResult.Failed(FetchFailure.BadResponse);
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
    private static Source? Continue(ResponseHead head, IOriginBody body, Resumption resumption, DateTimeOffset sentAt)
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
                ? new Source(head, body) { Length = range.Length, SentAt = sentAt }
                : null;
        }

        if (head.Status == 416)
        {
            // There is no more: all had come but the word that it was all.
            return
                ContentRange.TryParseLength(head.Fields.Get("Content-Range"), out var length)
                && length == offset
                && resumption.Length is null
                ? new Source(head, new EndedBody(body)) { Length = length, SentAt = sentAt }
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
        return new Source(head, new ContinuedBody(body, offset, prefix)) { Length = body.Length, SentAt = sentAt };
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
