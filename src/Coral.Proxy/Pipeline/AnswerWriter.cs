using Coral.Caching;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Names;
using Coral.Proxy.Pages;

namespace Coral.Proxy.Pipeline;

/// <summary>Sends the cache's response: stored, still arriving, or a page about a failure.</summary>
internal sealed class AnswerWriter(AnswerHead head)
{
    private static readonly SecondsText Ages = new(seconds =>
        seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)
    );

    private static readonly SecondsText Hits = new(seconds =>
        CacheStatusField.Format(
            new CacheStatus
            {
                Hit = true,
                Ttl = TimeSpan.FromSeconds(seconds),
                Detail = "memory",
            }
        )
    );

    /// <summary>
    /// Sends a stored response. The hit path: no allocation of ours, no task when the connection takes it at once.
    /// </summary>
    public Task WriteStored(RequestContext context, CoralizedName name, StoredResponse stored)
    {
        context.Outcome = "hit";
        context.CacheStatus = Hits.Get(WholeSeconds(stored.FreshUntil - context.Now));
        var selection = Selection.Of(context, stored.Head, stored.Body.Length, stored.ResponseTime);
        head.Write(context, name, selection, Ages.Get(WholeSeconds(stored.Age(context.Now))));
        return context.IsHead
            ? Task.CompletedTask
            : BodyWriter.WriteAsync(context, stored.Body, selection.Offset, selection.Length ?? 0);
    }

    /// <summary>Sends a response of the cache, following its body as it grows.</summary>
    public async Task WriteAsync(
        RequestContext context,
        CoralizedName name,
        CacheKey key,
        CacheAnswer answer,
        CancellationToken cancellationToken
    )
    {
        context.Outcome =
            answer.Status.Hit ? "hit"
            : answer.Status.Collapsed ? "collapsed"
            : "miss";
        context.CacheStatus = CacheStatusField.Format(answer.Status);
        if (answer.Head is not { } response || answer.Body is not { } body)
        {
            await PageWriter.WriteAsync(
                context,
                FailurePages.For(answer.Failure, HostOf(name), key.ToString(), answer.RetryAfter)
            );
            return;
        }

        var length = LengthOf(context, response, body);
        var selection = Selection.Of(context, response, length, context.Now - answer.Age);
        head.Write(context, name, selection, AgeOf(answer, response));
        if (context.IsHead || selection.Length == 0)
        {
            return;
        }

        var failure = await BodyWriter.StreamAsync(
            context,
            body,
            selection.Offset,
            selection.Length,
            patience: null,
            cancellationToken
        );
        if (failure is { } broken)
        {
            await BreakOffAsync(context, name, key, broken);
        }
    }

    /// <summary>
    /// A page when nothing was sent yet; else the connection is cut, so that nobody takes the part for the whole.
    /// </summary>
    private static async Task BreakOffAsync(
        RequestContext context,
        CoralizedName name,
        CacheKey key,
        FetchFailure failure
    )
    {
        if (context.HasStarted)
        {
            context.Broken = true;
            context.Abort();
            return;
        }

        context.ResponseHeaders.Clear();
        await PageWriter.WriteAsync(context, FailurePages.For(failure, HostOf(name), key.ToString(), retryAfter: null));
    }

    /// <summary>The length of the response to GET: for HEAD what the origin declared, else that of the body.</summary>
    private static long? LengthOf(RequestContext context, ResponseHead response, IBodyReader body) =>
        context.IsHead && response.DeclaredLength is { } declared ? declared
        : context.IsHead && body.Length == 0 ? null
        : body.Length;

    /// <summary>
    /// The <c>Age</c> of a response that lay in a store (RFC 9111, section 5.1): in ours, or in one on the way from the
    /// origin.
    /// </summary>
    private static string? AgeOf(CacheAnswer answer, ResponseHead response) =>
        answer.Status.Hit || answer.Age >= TimeSpan.FromSeconds(1) || response.Fields.Contains("Age")
            ? Ages.Get(WholeSeconds(answer.Age))
            : null;

    private static string HostOf(CoralizedName name) => name.Authority.ToString();

    private static long WholeSeconds(TimeSpan time) => Math.Max(0, (long)time.TotalSeconds);
}
