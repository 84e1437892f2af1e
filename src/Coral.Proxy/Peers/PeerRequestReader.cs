using System.Globalization;
using System.Net;
using Coral.Caching.Http;
using Coral.Caching.Peers;
using Coral.Proxy.Fields;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers.Wire;
using Coral.Proxy.Pipeline;

namespace Coral.Proxy.Peers;

/// <summary>Admits members: verifies a request's seal, and reads the request.</summary>
internal sealed class PeerRequestReader(PeerSeal seal, bool isLoopbackOnly)
{
    /// <summary>
    /// The largest difference between a member's clock and ours: beyond it, a request could be a replay.
    /// </summary>
    public static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(1);

    /// <summary>Reads a request.</summary>
    /// <param name="context">The request, of which nothing is validated yet.</param>
    /// <param name="incoming">
    /// The request that was read; with <see cref="PeerRefusal.Clock"/> only its seal counts.
    /// </param>
    public PeerRefusal Admit(RequestContext context, out SealedPeerRequest? incoming)
    {
        incoming = null;
        if (isLoopbackOnly && !IsLoopback(context.Client))
        {
            return PeerRefusal.Address;
        }

        var sealedText = context.RequestHeaders[PeerFields.Peer];
        if (
            sealedText.Count != 1
            || !SealedText.TrySplit(sealedText[0], out var said, out var mac)
            || context.Method is not ("GET" or "HEAD")
        )
        {
            return PeerRefusal.Unsealed;
        }

        var received = HeaderFields.From(context.RequestHeaders, except: "Host");
        if (!Verify(context, said, received, mac))
        {
            return PeerRefusal.Seal;
        }

        if (!PeerRequestFields.TryRead(said, out var fields) || Read(context, fields, received) is not { } request)
        {
            return PeerRefusal.Malformed;
        }

        incoming = new SealedPeerRequest(request, fields.IsSourceQuery, mac);
        return (context.Now - fields.Time).Duration() > MaxSkew ? PeerRefusal.Clock : PeerRefusal.None;
    }

    private static bool IsLoopback(IPAddress? client) =>
        client is not null && IPAddress.IsLoopback(client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client);

    private bool Verify(RequestContext context, ReadOnlySpan<char> said, FieldList received, ReadOnlySpan<byte> mac)
    {
        var transcript = new SealTranscript(SealTranscript.Request);
        try
        {
            transcript.Add(context.Method);
            transcript.Add(context.Host);
            transcript.Add(context.RawTarget);
            transcript.Add(said);
            transcript.Add(received);
            return seal.Verify(transcript.Bytes, mac);
        }
        finally
        {
            transcript.Dispose();
        }
    }

    private static PeerRequest? Read(RequestContext context, in PeerRequestFields fields, FieldList received)
    {
        var origin = $"{fields.Scheme}://{context.Host}";
        if (!OriginUrl.TryParse(origin, out _) || !context.RawTarget.StartsWith('/'))
        {
            return null;
        }

        var offset = 0L;
        if (received.Get("Range") is { } range && !TryReadOffset(range, out offset))
        {
            return null;
        }

        return new PeerRequest(
            new CacheRequest(new CacheKey(origin, context.RawTarget), context.IsHead, Unwrapped(received)),
            fields.From,
            offset,
            received.Get("If-Range"),
            fields.IsRelay
        );
    }

    private static bool TryReadOffset(string range, out long offset)
    {
        const string Unit = "bytes=";
        offset = 0;
        return range.StartsWith(Unit, StringComparison.Ordinal)
            && range.EndsWith('-')
            && long.TryParse(
                range.AsSpan()[Unit.Length..^1],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out offset
            );
    }

    /// <summary>The received as the requester's cache has them, without those that made them a request.</summary>
    private static FieldList Unwrapped(FieldList received)
    {
        var bare = received.Without(line =>
            line.Is("Range") || line.Is("If-Range") || line.Is("Cache-Control") || line.Is(PeerFields.Peer)
        );
        return
            received.Get("Cache-Control") is { } directives
            && directives.EndsWith($", {PeerFields.OnlyIfCached}", StringComparison.Ordinal)
            ? bare.With("Cache-Control", directives[..^(PeerFields.OnlyIfCached.Length + 2)])
            : bare;
    }
}
