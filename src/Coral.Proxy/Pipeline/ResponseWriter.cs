using Coral.Caching;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Names;
using Coral.Proxy.Pages;

namespace Coral.Proxy.Pipeline;

/// <summary>Sends the cache's response: stored, still arriving, or a page about a failure.</summary>
/// <param name="headWriter">The writer of status and header.</param>
/// <param name="forms">The forms that a response is sent in.</param>
/// <param name="names">The names that are served.</param>
/// <param name="policy">Decides which clients are sent back to the origin.</param>
internal sealed class ResponseWriter(
    ResponseHeadWriter headWriter,
    ResponseForms forms,
    CoralizedNames names,
    RequestPolicy policy
)
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
    public Task WriteStored(RequestContext context, CoralizedName name, CacheKey key, StoredResponse stored)
    {
        context.Outcome = "hit";
        context.CacheStatus = Hits.Get(WholeSeconds(stored.FreshUntil - context.Now));
        var form = forms.OfStored(context, name, stored);
        var making = forms.Making(context, key, stored, form);
        return making.IsCompleted
            ? SendStored(context, name, stored, form)
            : SendLaterAsync(context, name, stored, making);
    }

    /// <summary>Sends a response of the cache, following its body as it grows.</summary>
    public async Task WriteAsync(
        RequestContext context,
        CoralizedName name,
        CacheKey key,
        CacheResponse response,
        CancellationToken cancellationToken
    )
    {
        context.Outcome =
            response.Status.Hit ? "hit"
            : response.Status.Collapsed ? "collapsed"
            : "miss";
        context.CacheStatus = CacheStatusField.Format(response.Status);
        if (response.Head is not { } head || response.Body is not { } body)
        {
            await PageWriter.WriteAsync(
                context,
                PageFor(response.Failure, name, key, response.RetryAfter, response.RefusedWith)
            );
            return;
        }

        if (head.Status is 401 or 407 && !names.DeclaresSite(name.Authority.Host))
        {
            await PageWriter.WriteAsync(context, PolicyPages.CredentialsNeeded(HostOf(name), key.ToString()));
            return;
        }

        var length = LengthOf(context, head, body);
        var wait = length is null ? await RangeWait.ForAsync(context, head, body, cancellationToken) : default;
        length ??= wait.Length;
        var form = await forms.OfAsync(context, name, key, response, length, cancellationToken);
        var part = ResponsePart.Of(context, head, length, context.Now - response.Age, form, wait.Arrived);
        using var coded =
            part.Form.IsCoded && part.Length != 0 && !context.IsHead
                ? forms.Open(context, key, response, ref form)
                : null;
        if (form != part.Form && part.Form.IsCoded)
        {
            part = ResponsePart.Of(context, head, length, context.Now - response.Age, form, wait.Arrived);
        }

        headWriter.Write(context, name, part, AgeOf(response, head));
        if (context.IsHead || part.Length == 0)
        {
            return;
        }

        var failure = await BodyWriter.StreamAsync(context, coded ?? body, part.Offset, part.Length, cancellationToken);
        if (failure is { } broken)
        {
            await BreakOffAsync(context, name, key, response.Status, broken);
        }
        else if (!context.ClientLeft)
        {
            forms.Sent(key, response, part, context.BodyBytes);
        }
    }

    private async Task SendLaterAsync(RequestContext context, CoralizedName name, StoredResponse stored, Task making)
    {
        await making;
        await SendStored(context, name, stored, forms.OfStored(context, name, stored));
    }

    private Task SendStored(RequestContext context, CoralizedName name, StoredResponse stored, in ResponseForm form)
    {
        var part = ResponsePart.Of(context, stored.Head, stored.Body.Length, stored.ResponseTime, form);
        headWriter.Write(context, name, part, Ages.Get(WholeSeconds(stored.Age(context.Now))));
        var body = part.Form.Stored ?? stored.Body;
        return context.IsHead
            ? Task.CompletedTask
            : BodyWriter.WriteAsync(context, body, part.Offset, part.Length ?? 0);
    }

    /// <summary>
    /// A page when nothing was sent yet; else the connection is cut, so that nobody takes the part for the whole.
    /// </summary>
    /// <remarks>The page is no response of the cache: nothing was stored, and it is no hit.</remarks>
    private async Task BreakOffAsync(
        RequestContext context,
        CoralizedName name,
        CacheKey key,
        CacheStatus status,
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
        context.CacheStatus = CacheStatusField.Format(status with { Hit = false, Stored = false, Ttl = null });
        await PageWriter.WriteAsync(context, PageFor(failure, name, key, retryAfter: null, refusedWith: 0));
    }

    /// <summary>
    /// The page for a failure; for an object over our limit the way to its origin, where that can work.
    /// </summary>
    private Page PageFor(
        FetchFailure failure,
        CoralizedName name,
        CacheKey key,
        TimeSpan? retryAfter,
        int refusedWith
    ) =>
        failure == FetchFailure.TooLarge && policy.HomeOf(name, key) is { } home
            ? HomePages.TooLarge(home)
            : FailurePages.For(failure, HostOf(name), key.ToString(), retryAfter, refusedWith);

    /// <summary>The length of the response to GET: for HEAD what the origin declared, else that of the body.</summary>
    private static long? LengthOf(RequestContext context, ResponseHead head, IBodyReader body) =>
        context.IsHead && head.DeclaredLength is { } declared ? declared
        : context.IsHead && body.Length == 0 ? null
        : body.Length;

    /// <summary>
    /// The <c>Age</c> of a response that lay in a store (RFC 9111, section 5.1): in ours, or in one on the way from the
    /// origin.
    /// </summary>
    private static string? AgeOf(CacheResponse response, ResponseHead head) =>
        response.Status.Hit || response.Age >= TimeSpan.FromSeconds(1) || head.Fields.Contains("Age")
            ? Ages.Get(WholeSeconds(response.Age))
            : null;

    private static string HostOf(CoralizedName name) => name.Authority.ToString();

    private static long WholeSeconds(TimeSpan time) => Math.Max(0, (long)time.TotalSeconds);
}
