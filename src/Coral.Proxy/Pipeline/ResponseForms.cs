using Coral.Caching;
using Coral.Caching.Http;
using Coral.Caching.Store;
using Coral.Core.Names;
using Coral.Proxy.Coding;

namespace Coral.Proxy.Pipeline;

/// <summary>Chooses the form in which a response is sent: as the origin sent it, or coded by us.</summary>
/// <param name="coder">The maker of coded forms; <see langword="null"/> where responses are sent as they are.</param>
internal sealed class ResponseForms(ResponseCoder? coder)
{
    /// <summary>The form of a stored response that is there for this client. Allocates nothing.</summary>
    public ResponseForm OfStored(RequestContext context, CoralizedName name, StoredResponse stored)
    {
        if (coder?.Negotiate(name, stored.Negotiated) is not { } fields)
        {
            return default;
        }

        var coded = ResponseCoder.Find(stored.Body, AcceptedCodings.Of(context), out var coding);
        return new ResponseForm(fields, coding, coded);
    }

    /// <summary>
    /// The making of a form that this client would rather have; a completed task where it is served at once, and one
    /// may have begun for those who come later.
    /// </summary>
    public Task Making(RequestContext context, CacheKey key, StoredResponse stored, in ResponseForm form) =>
        form is { Fields: not null, IsCoded: false }
            ? coder!.JoinOrStart(key, stored, AcceptedCodings.Of(context))
            : Task.CompletedTask;

    /// <summary>
    /// The form of a response of the cache: of a stored one as above, of one that arrives as it is to be.
    /// </summary>
    public async ValueTask<ResponseForm> OfAsync(
        RequestContext context,
        CoralizedName name,
        CacheKey key,
        CacheResponse response,
        long? length,
        CancellationToken cancellationToken
    )
    {
        if (response.Stored is not { } stored || !ReferenceEquals(stored.Head, response.Head))
        {
            return OfArriving(context, name, response.Head!, length);
        }

        var form = OfStored(context, name, stored);
        var making = Making(context, key, stored, form);
        if (making.IsCompleted)
        {
            return form;
        }

        await making.WaitAsync(cancellationToken);
        return OfStored(context, name, stored);
    }

    /// <summary>Opens the coded body of a form.</summary>
    /// <param name="form">The form to send; as the origin sent it where <see langword="null"/> is returned.</param>
    public IBodyReader? Open(RequestContext context, CacheKey key, CacheResponse response, ref ResponseForm form)
    {
        if (form.Stored is { } body)
        {
            return body.OpenReader();
        }

        var follower = coder!.Follow(key, response, AcceptedCodings.Of(context), out var coding);
        form = new ResponseForm(form.Fields, follower is null ? ContentCoding.None : coding, null);
        return follower;
    }

    /// <summary>Called for a response that was sent as it is, to its end: others may accept a coded form.</summary>
    public void Sent(CacheKey key, CacheResponse response, in ResponsePart part, long length)
    {
        if (part is { Form: { Fields: not null, IsCoded: false }, Status: 200, Offset: 0 })
        {
            _ = coder!.MakeWhenStoredAsync(key, response, length);
        }
    }

    private ResponseForm OfArriving(RequestContext context, CoralizedName name, ResponseHead head, long? length)
    {
        if (coder?.Negotiate(name, NegotiatedFields.Of(head, length)) is not { } negotiated)
        {
            return default;
        }

        var accepted = AcceptedCodings.Of(context);
        return new ResponseForm(negotiated, accepted.IsEmpty ? ContentCoding.None : accepted[0], null);
    }
}
