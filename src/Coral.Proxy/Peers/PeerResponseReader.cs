using System.Net;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Proxy.Peers.Wire;
using Coral.Proxy.Pipeline;
using Microsoft.Extensions.Logging;

namespace Coral.Proxy.Peers;

/// <summary>Reads responses of peers: accepts those with a valid seal and consistent fields.</summary>
internal sealed partial class PeerResponseReader(
    PeerSeal seal,
    long maxObjectBytes,
    PeerMetrics metrics,
    TimeProvider clock,
    ILogger logger
)
{
    /// <summary>Reads a response; the body, if one comes with it, is the result's.</summary>
    public async Task<PeerResponse<IOriginBody>?> ReadAsync(
        UnverifiedResponse reply,
        CancellationToken cancellationToken
    )
    {
        var response = reply.Response;
        var kept = false;
        try
        {
            if (Open(reply, out var headers) is not { } fields || headers is null)
            {
                return Untrusted;
            }

            if (fields.Id != reply.Peer.Id)
            {
                // Another node lives at its address now: that one is a member, but not the one in question.
                return null;
            }

            var result = fields.Kind switch
            {
                PeerResponseKind.Here => await ReadHereAsync(reply, fields, headers, cancellationToken),
                PeerResponseKind.NotHere => new PeerResponse<IOriginBody>
                {
                    Outcome = PeerOutcome.NotHere,
                    Vary = headers.Fields.Get("Vary"),
                },
                PeerResponseKind.Full => new PeerResponse<IOriginBody>
                {
                    Outcome = PeerOutcome.Full,
                    Others = fields.Others,
                },
                PeerResponseKind.Failed => Failed(fields),
                PeerResponseKind.Clock => ClockApart(reply, fields),
                _ => Distrust("kind"),
            };
            kept = result.Body is PeerBody;
            return result;
        }
        finally
        {
            if (!kept)
            {
                response.Dispose();
            }
        }
    }

    /// <summary>Reads the contact of the peer that a peer follows.</summary>
    public NodeContact? ReadSource(UnverifiedResponse reply)
    {
        using var response = reply.Response;
        return Open(reply, out _) is { Kind: PeerResponseKind.Source } fields && fields.Id == reply.Peer.Id
            ? fields.Source
            : null;
    }

    private static PeerResponse<IOriginBody> Untrusted { get; } = new() { Outcome = PeerOutcome.Untrusted };

    private static PeerResponse<IOriginBody> Failed(PeerResponseFields words) =>
        new()
        {
            Outcome = PeerOutcome.OriginFailed,
            Failure = words.Failure,
            RefusedWith = words.Status,
            RetryAfter = words.RetryAfter,
        };

    private PeerResponse<IOriginBody> Distrust(string reason)
    {
        metrics.Distrusted(reason);
        return Untrusted;
    }

    /// <summary>Checks the seal, and reads what the response says of itself.</summary>
    private PeerResponseFields? Open(UnverifiedResponse reply, out ResponseHead? headers)
    {
        headers = null;
        var received = PeerHeaders.FieldsOf(reply.Response);
        if (!SealedText.TrySplit(received.Get(PeerFields.Peer), out var said, out var mac))
        {
            metrics.Distrusted("unsealed");
            return null;
        }

        if (
            !ResponseSeals.Verify(
                seal,
                SealTranscript.Response,
                reply.Seal,
                (int)reply.Response.StatusCode,
                said,
                received,
                mac
            )
        )
        {
            metrics.Distrusted("seal");
            return null;
        }

        headers = PeerHeaders.Read(reply, clock.GetUtcNow());
        var fields = headers is null ? null : PeerResponseFields.TryRead(said);
        if (fields is null || !IsConsistent(fields, reply.Response.StatusCode))
        {
            metrics.Distrusted("malformed");
            return null;
        }

        return fields;
    }

    private static bool IsConsistent(PeerResponseFields fields, HttpStatusCode status) =>
        fields.Kind == PeerResponseKind.Here
            ? (status == HttpStatusCode.PartialContent && fields.Start > 0) == (fields.Status != 0)
            : PeerResponseKinds.Status(fields.Kind) == (int)status;

    private async Task<PeerResponse<IOriginBody>> ReadHereAsync(
        UnverifiedResponse reply,
        PeerResponseFields fields,
        ResponseHead headers,
        CancellationToken cancellationToken
    )
    {
        var status = fields.Status != 0 ? fields.Status : headers.Status;
        var head = PeerHeaders.Whole(headers, status, fields.Length);
        if (
            fields.Start > (fields.Length ?? fields.Start)
            || (fields.Start != 0 && fields.Start != reply.Request.Offset)
        )
        {
            return Distrust("start");
        }

        if (reply.Request.Request.IsHead || ResponsePart.HasNoBody(status))
        {
            return new PeerResponse<IOriginBody>
            {
                Outcome = PeerOutcome.Answered,
                Head = head,
                Body = EmptyPeerBody.Instance,
            };
        }

        if (fields.Length > maxObjectBytes)
        {
            // The limit is this node's own, and the cache's to apply: of the body not even the digests are read.
            return new PeerResponse<IOriginBody>
            {
                Outcome = PeerOutcome.Answered,
                Head = head,
                Start = fields.Start,
                Body = EmptyPeerBody.Instance,
            };
        }

        var stream = await reply.Response.Content.ReadAsStreamAsync(cancellationToken);
        ContentDigests? digests = null;
        if (!fields.Root.IsEmpty)
        {
            digests = await ChunkDigests.ReadAsync(stream, fields, cancellationToken);
            if (digests is null)
            {
                return Distrust("digests");
            }
        }

        var end = new PeerBodyEnd(seal, reply, digests);
        var body = new PeerBody(reply, stream, fields.Length - fields.Start, end, metrics);
        return new PeerResponse<IOriginBody>
        {
            Outcome = PeerOutcome.Answered,
            Head = head,
            Start = fields.Start,
            Digests = digests,
            Body = body,
            FinalDigest = () => end.Digest,
        };
    }

    private PeerResponse<IOriginBody> ClockApart(UnverifiedResponse reply, PeerResponseFields fields)
    {
        if (fields.Time is { } theirs)
        {
            Log.ClockApart(logger, reply.Peer.Id, (theirs - clock.GetUtcNow()).TotalSeconds);
        }

        return Distrust("clock");
    }

    private static partial class Log
    {
        [LoggerMessage(
            1513,
            LogLevel.Warning,
            "{Peer} does not respond to us: its clock is {Seconds:F0} s ahead of ours, more than the 60 s allowed.",
            EventName = nameof(ClockApart)
        )]
        public static partial void ClockApart(ILogger logger, NodeId peer, double seconds);
    }
}
