using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Caching.Store;
using Coral.Caching.Transfers;

namespace Coral.Caching.Sources;

/// <summary>Judges a peer's header, and takes its body in hand as it deserves.</summary>
internal sealed class PeerJudge(FetchTools tools, CacheRequest request, Candidate peer, Resumption? resumption)
{
    /// <summary>Whether <paramref name="head"/> and what comes with it can be our source.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="head">Its header.</param>
    /// <param name="body">Its body.</param>
    /// <param name="askedAt">When it was asked.</param>
    /// <param name="stop">What ends it.</param>
    public PeerReply Judge(
        PeerResult result,
        ResponseHead head,
        IPeerBody body,
        DateTimeOffset askedAt,
        LinkedCancellation stop
    )
    {
        var isComplete = result.Digests is not null;
        var length =
            result.Digests?.Length ?? DeclaredBy(head) ?? (body.Length is { } rest ? result.Start + rest : null);
        if (Refuse(result, head, length) is { } reason)
        {
            return PeerReply.Dropped(reason);
        }

        var offset = resumption?.Offset ?? 0;
        CountedBody counted = result.Digests is { } digests
            ? new VerifiedBody(body, digests, result.Start, offset)
            : new ContinuedBody(body, offset - result.Start, result.Start == 0 ? Prefix(offset) : default);
        return PeerReply.From(
            new Source(head, counted)
            {
                Peer = peer,
                Length = length,
                Digests = result.Digests,
                FinalDigest = () => body.Digest,
                SentAt = isComplete ? askedAt : tools.Clock.GetUtcNow(),
                Stop = stop,
            }
        );
    }

    private ReadOnlyMemory<byte> Prefix(long offset) => offset == 0 ? default : resumption!.Digester.Sha256();

    private DropReason? Refuse(PeerResult result, ResponseHead head, long? length)
    {
        if (head.Status == 304)
        {
            return IsConditional ? null : DropReason.BadAnswer;
        }

        if (
            head.Status is < 200 or > 599 or 206
            || !Sharing.Allows(head)
            || (result.Start != 0 && result.Start != resumption?.AlignedOffset)
        )
        {
            return DropReason.BadAnswer;
        }

        if (length > tools.Options.LargestObjectBytes || (DeclaredBy(head) is { } declared && declared != length))
        {
            return DropReason.WrongLength;
        }

        return result.Digests is { } digests ? RefuseComplete(digests, head) : RefuseOther(head, length);
    }

    private DropReason? RefuseComplete(ContentDigests digests, ResponseHead head)
    {
        if (peer.Contradicts(digests) || peer is { IsComplete: true } && peer.Pointer!.Length != digests.Length)
        {
            return DropReason.OtherDigest;
        }

        if (resumption is null)
        {
            return IsFresh(head) ? null : DropReason.Stale;
        }

        return RefuseOther(head, digests.Length) ?? (resumption.Digester.Begins(digests) ? null : DropReason.Disputed);
    }

    private DropReason? RefuseOther(ResponseHead head, long? length) =>
        resumption is null || (Validator.AreOne(resumption.First, head) && SameLength(length, resumption.Length))
            ? null
            : DropReason.OtherVersion;

    private static bool SameLength(long? left, long? right) => left is null || right is null || left == right;

    private bool IsFresh(ResponseHead head)
    {
        var now = tools.Clock.GetUtcNow();
        var policy = tools.Heuristic(request.Key);
        return Freshness.Of(head, now, now, policy).IsFresh(now);
    }

    private bool IsConditional =>
        resumption is null
        && (request.Fields.Contains("If-None-Match") || request.Fields.Contains("If-Modified-Since"));

    private static long? DeclaredBy(ResponseHead head) =>
        long.TryParse(
            head.Fields.Get("Content-Length"),
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var length
        )
            ? length
            : null;
}
