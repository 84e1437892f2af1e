using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.HitRate;

/// <summary>
/// Objects of the trace as stored responses, all over the same bytes: the caches count sizes, and no one reads the
/// bodies.
/// </summary>
internal static class Objects
{
    public const int LargestBytes = 4 << 20;

    private static readonly byte[] Bytes = new byte[LargestBytes];

    public static CacheKey Key(int id) => new("http://www.x.com", $"/{id}");

    public static StoredResponse Response(int bytes) =>
        new(
            new ResponseHead(200, FieldList.Of(("Content-Type", "text/html"), ("ETag", "\"1\""))),
            StoredBody.Of(Bytes.AsMemory(0, bytes)),
            new Freshness(DateTimeOffset.UnixEpoch, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            SelectingFields.None
        );
}
