using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coral.Caching.Events;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Peers;
using Coral.Caching.Store;
using Coral.Core.Index;

namespace Coral.PeerTransfer;

/// <summary>Complete objects: <c>/N</c> has N bytes, and <c>/usage</c> has the process's <see cref="Usage"/>.</summary>
internal sealed class Shelf : IPeerService
{
    private readonly ConcurrentDictionary<string, PeerResponse<IBodyReader>> _kept = new();

    public Task<PeerResponse<IBodyReader>> RespondAsync(PeerRequest request, CancellationToken cancellationToken)
    {
        var target = request.Request.Key.Target;
        return Task.FromResult(
            target == "/usage"
                ? Of(Encoding.ASCII.GetBytes(Usage.OfThisProcess().ToString()))
                : _kept.GetOrAdd(target, static target => Of(Filled(target)))
        );
    }

    public NodeContact? SourceOf(CacheKey key) => null;

    private static byte[] Filled(string target)
    {
        var bytes = new byte[int.Parse(target.AsSpan(1), CultureInfo.InvariantCulture)];
        new Random(bytes.Length).NextBytes(bytes);
        return bytes;
    }

    private static PeerResponse<IBodyReader> Of(byte[] body)
    {
        var chunks = body.Chunk(StoredBody.SegmentBytes).SelectMany(chunk => SHA256.HashData(chunk)).ToArray();
        return new PeerResponse<IBodyReader>
        {
            Outcome = PeerOutcome.Answered,
            Head = new ResponseHead(
                200,
                FieldList.Of(
                    ("Date", "Fri, 02 Jan 2026 03:04:05 GMT"),
                    ("Content-Type", "application/octet-stream"),
                    ("Cache-Control", "max-age=3600"),
                    ("Age", "0"),
                    ("ETag", "\"5e-41984\""),
                    ("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
                )
            ),
            Body = StoredBody.Of(body),
            Digests = new ContentDigests(body.Length, chunks, SHA256.HashData(body)),
        };
    }
}
