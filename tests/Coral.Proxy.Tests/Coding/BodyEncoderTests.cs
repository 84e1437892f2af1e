using Coral.Caching.Http;
using Coral.Proxy.Coding;

namespace Coral.Proxy.Tests.Coding;

public sealed class BodyEncoderTests
{
    public static TheoryData<ContentCoding> Codings => [ContentCoding.Gzip, ContentCoding.Brotli];

    [Theory]
    [MemberData(nameof(Codings))]
    public void Finish_AnyPieces_DecodesToWhatWasWritten(ContentCoding coding)
    {
        var random = new Random(1);
        foreach (var length in (int[])[0, 1, 1000, 70_000, 1_000_000])
        {
            var plain = Text(random, length);
            using var encoder = BodyEncoder.Create(coding);
            for (var at = 0; at < length; )
            {
                var piece = Math.Min(random.Next(1, 100_000), length - at);
                encoder.Write(plain.AsSpan(at, piece));
                at += piece;
            }

            encoder.Finish();

            Assert.Equal(plain, Decoded.Of(encoder.Output.ToStoredBody(), coding));
            Assert.Equal(encoder.Written, encoder.Output.ToStoredBody().Length);
        }
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public void Flush_InTheMiddle_AllThatWasWrittenCanBeRead(ContentCoding coding)
    {
        var plain = Text(new Random(2), 5000);
        using var encoder = BodyEncoder.Create(coding);
        encoder.Write(plain);

        encoder.Flush();

        using var decoder = Decoded.Open(encoder.Output.ToStoredBody(), coding);
        var read = new byte[plain.Length];
        decoder.ReadExactly(read);
        Assert.Equal(plain, read);
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public void Finish_Text_IsMuchShorter(ContentCoding coding)
    {
        using var encoder = BodyEncoder.Create(coding);
        for (var i = 0; i < 100; i++)
        {
            encoder.Write("<p>some text that compresses well</p>\n"u8);
        }

        encoder.Finish();

        Assert.InRange(encoder.Written, 1, 400);
    }

    private static byte[] Text(Random random, int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)("etaoin shrdlu"[random.Next(13)]);
        }

        return bytes;
    }
}
