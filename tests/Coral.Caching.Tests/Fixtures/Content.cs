using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Caching.Tests.Fixtures;

/// <summary>Bytes that tell by themselves whether they stand where they belong.</summary>
internal static class Content
{
    public static byte At(long offset) => (byte)((offset * 7) + (offset >> 8) + (offset >> 16));

    public static byte[] Bytes(long length, long offset = 0)
    {
        var bytes = new byte[length];
        Fill(bytes, offset);
        return bytes;
    }

    public static void Fill(Span<byte> bytes, long offset)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = At(offset + i);
        }
    }

    public static StoredResponse Stored(
        int bodyBytes,
        SelectingFields? selecting = null,
        TimeSpan? lifetime = null,
        params ReadOnlySpan<(string Name, string Value)> fields
    ) =>
        new(
            new ResponseHead(200, FieldList.Of(fields)),
            StoredBody.Of(Bytes(bodyBytes)),
            new Freshness(DateTimeOffset.UnixEpoch, TimeSpan.Zero, lifetime ?? TimeSpan.FromMinutes(1)),
            selecting ?? SelectingFields.None
        );
}
