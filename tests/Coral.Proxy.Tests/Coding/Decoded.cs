using System.IO.Compression;
using Coral.Caching.Http;
using Coral.Caching.Store;

namespace Coral.Proxy.Tests.Coding;

/// <summary>Decodes with the framework's own decoders.</summary>
internal static class Decoded
{
    public static byte[] Of(MemoryBody body, ContentCoding coding)
    {
        using var decoder = Open(body, coding);
        return Read(decoder);
    }

    public static byte[] Of(byte[] bytes, string? contentEncoding)
    {
        if (contentEncoding is null)
        {
            return bytes;
        }

        var coding = contentEncoding == "br" ? ContentCoding.Brotli : ContentCoding.Gzip;
        using var decoder = Open(StoredBody.Of(bytes), coding);
        return Read(decoder);
    }

    public static Stream Open(MemoryBody body, ContentCoding coding)
    {
        var encoded = new MemoryStream();
        foreach (var segment in body.Segments)
        {
            encoded.Write(segment.Span);
        }

        encoded.Position = 0;
        return coding == ContentCoding.Brotli
            ? new BrotliStream(encoded, CompressionMode.Decompress)
            : new GZipStream(encoded, CompressionMode.Decompress);
    }

    private static byte[] Read(Stream decoder)
    {
        var plain = new MemoryStream();
        decoder.CopyTo(plain);
        return plain.ToArray();
    }
}
