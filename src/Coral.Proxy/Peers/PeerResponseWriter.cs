using System.Buffers;
using System.Globalization;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Core.Index;
using Coral.Proxy.Fields;
using Coral.Proxy.Peers.Wire;
using Coral.Proxy.Pipeline;
using Microsoft.AspNetCore.Http;

namespace Coral.Proxy.Peers;

/// <summary>Sends responses to peers, and seals them.</summary>
internal sealed class PeerResponseWriter(PeerMembership membership, PeerSeal seal)
{
    /// <summary>Turns a request away: without a sealed field, except to a member whose clock is wrong.</summary>
    public void Refuse(RequestContext context, PeerRefusal refusal, SealedPeerRequest? incoming)
    {
        context.Status = PeerResponseKinds.Status(PeerResponseKind.Clock);
        if (refusal == PeerRefusal.Clock && incoming is not null)
        {
            WriteFields(context, incoming, FieldsOf(PeerResponseKind.Clock) with { Time = context.Now });
        }
    }

    /// <summary>Names the peer that this node follows.</summary>
    public void WriteSource(RequestContext context, SealedPeerRequest incoming, NodeContact? source)
    {
        context.Status = PeerResponseKinds.Status(PeerResponseKind.Source);
        WriteFields(context, incoming, FieldsOf(PeerResponseKind.Source) with { Source = source });
    }

    /// <summary>Sends a response to its end.</summary>
    public Task WriteAsync(
        RequestContext context,
        SealedPeerRequest incoming,
        PeerResponse<IBodyReader> response,
        CancellationToken cancellationToken
    )
    {
        if (response is { Outcome: PeerOutcome.Answered, Head: { } head })
        {
            return WriteAsync(context, incoming, response, head, cancellationToken);
        }

        var kind = response.Outcome switch
        {
            PeerOutcome.Full => PeerResponseKind.Full,
            PeerOutcome.OriginFailed => PeerResponseKind.Failed,
            _ => PeerResponseKind.NotHere,
        };
        context.Status = PeerResponseKinds.Status(kind);
        if (response.Vary is { } vary)
        {
            Set(context.ResponseHeaders, "Vary", vary);
        }

        var fields = FieldsOf(kind) with
        {
            Others = response.Others,
            Failure = response.Failure,
            Status = response.RefusedWith,
            RetryAfter = response.RetryAfter,
        };
        WriteFields(context, incoming, fields);
        return Task.CompletedTask;
    }

    private async Task WriteAsync(
        RequestContext context,
        SealedPeerRequest incoming,
        PeerResponse<IBodyReader> response,
        ResponseHead head,
        CancellationToken cancellationToken
    )
    {
        var hasBody = !context.IsHead && !ResponsePart.HasNoBody(head.Status) && response.Body is not null;
        var digests = hasBody ? response.Digests : null;
        var length = hasBody ? response.Body!.Length : head.DeclaredLength;
        context.Status = response.Start > 0 ? StatusCodes.Status206PartialContent : head.Status;
        foreach (var line in head.Fields.Lines)
        {
            Set(context.ResponseHeaders, line.Name, line.Value);
        }

        if (response.Age is { } age)
        {
            Set(context.ResponseHeaders, "Age", age.ToString(CultureInfo.InvariantCulture));
        }

        context.ResponseHeaders.ContentLength = hasBody
            ? (digests?.Chunks.Length ?? 0) + length - response.Start
            : null;
        var fields = FieldsOf(PeerResponseKind.Here) with
        {
            Status = response.Start > 0 ? head.Status : 0,
            Start = response.Start,
            Length = length,
            Root = digests?.Root ?? default,
            Digest = digests?.Whole ?? default,
        };
        WriteFields(context, incoming, fields);
        if (hasBody)
        {
            await SendAsync(context, incoming, response, length - response.Start, cancellationToken);
        }
    }

    /// <summary>
    /// The digests of a complete copy and then its bytes; of one on its way the bytes, and then a trailer.
    /// </summary>
    private async Task SendAsync(
        RequestContext context,
        SealedPeerRequest incoming,
        PeerResponse<IBodyReader> response,
        long? length,
        CancellationToken cancellationToken
    )
    {
        if (response.Digests is { } digests)
        {
            context.Body.Writer.Write(digests.Chunks.Span);
        }

        var failure = await BodyWriter.StreamAsync(context, response.Body!, response.Start, length, cancellationToken);
        if (failure is not null)
        {
            context.Broken = true;
            if (failure == FetchFailure.WrongDigest)
            {
                context.Reset(PeerBody.GivenUp);
            }
            else
            {
                context.Abort();
            }
        }
        else if (response.Digests is null && !context.ClientLeft)
        {
            WriteEnd(context, incoming, response.FinalDigest());
        }
    }

    /// <summary>The trailer: proof that the body ended well, and what it was.</summary>
    private void WriteEnd(RequestContext context, SealedPeerRequest incoming, ReadOnlyMemory<byte> digest)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"sent={context.BodyBytes}");
        var fields = digest.IsEmpty
            ? FieldList.Empty
            : FieldList.Of((PeerFields.ReprDigest, DigestField.Format(digest.Span)));
        var trailers = context.ResponseTrailers;
        foreach (var line in fields.Lines)
        {
            trailers[line.Name] = line.Value;
        }

        trailers[PeerFields.Peer] = ResponseSeals.Sign(seal, SealTranscript.End, incoming.Seal, 0, said, fields);
    }

    private PeerResponseFields FieldsOf(PeerResponseKind kind) => new() { Kind = kind, Id = membership.Self().Id };

    /// <summary>
    /// Writes the member fields, with a seal over the status and the header as they are now, into the header.
    /// </summary>
    private void WriteFields(RequestContext context, SealedPeerRequest incoming, PeerResponseFields fields)
    {
        var headers = context.ResponseHeaders;
        if (headers.Date.Count == 0)
        {
            headers.Date = HttpDate.Format(context.Now);
        }

        headers[PeerFields.Peer] = ResponseSeals.Sign(
            seal,
            SealTranscript.Response,
            incoming.Seal,
            context.Status,
            fields.Write(),
            HeaderFields.From(headers)
        );
    }

    /// <summary>
    /// Adds a field, unless it is ours to write, or would break the framing of the message, which the server refuses.
    /// </summary>
    private static void Set(IHeaderDictionary headers, string name, string value)
    {
        if (
            !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
            && !name.Equals(PeerFields.Peer, StringComparison.OrdinalIgnoreCase)
        )
        {
            HeaderFields.Write(headers, name, value, append: true);
        }
    }
}
