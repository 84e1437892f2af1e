using System.Security.Cryptography;
using Coral.Caching.Http;
using Coral.Caching.Integrity;
using Coral.Caching.Store;
using Coral.Caching.Tests.Fixtures;
using Coral.Caching.Tests.Fixtures.Cooperation;

namespace Coral.Caching.Tests.Integrity;

/// <summary>However a body comes, its digests are the same.</summary>
public sealed class BodyDigesterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(500_000)]
    public void Finish_ComingInAnyPieces_IsThatOfTheWhole(int length)
    {
        var bytes = Content.Bytes(length);
        var random = new Random(length);
        using var digester = new BodyDigester(withSha512: true);
        for (var at = 0; at < length; )
        {
            var piece = Math.Min(length - at, random.Next(1, 100_000));
            digester.Append(bytes.AsSpan(at, piece));
            at += piece;
        }

        var sha512 = digester.Sha512();
        var digests = digester.Finish();

        Assert.Equal(SHA256.HashData(bytes), digests.Whole.ToArray());
        Assert.Equal(SHA512.HashData(bytes), sha512);
        Assert.Equal(length, digests.Length);
        Assert.Same(digests, digester.Result);
        var body = StoredBody.Of(bytes);
        for (var i = 0; i < body.Segments.Count; i++)
        {
            Assert.True(digests.Matches(i, body.Segments[i].Span));
        }
    }

    [Fact]
    public void Begins_FullChunksThatHaveCome_AreCompared()
    {
        var bytes = Content.Bytes(200_000);
        var right = ScriptedPeer.DigestsOf(bytes);
        bytes[70_000] ^= 1;
        var wrong = ScriptedPeer.DigestsOf(bytes);
        using var digester = new BodyDigester(withSha512: false);

        digester.Append(Content.Bytes(131_071));
        Assert.True(digester.Begins(right) && digester.Begins(wrong));
        digester.Append([Content.At(131_071)]);

        Assert.True(digester.Begins(right));
        Assert.False(digester.Begins(wrong));
        Assert.False(digester.Begins(ScriptedPeer.DigestsOf(Content.Bytes(100_000))));
    }

    [Fact]
    public void SizeBytes_OfAStoredResponse_CountsItsDigests()
    {
        var digests = ScriptedPeer.DigestsOf(Content.Bytes(1_000_000));

        Assert.Equal(digests.SizeBytes, SizeWith(digests) - SizeWith(null));
        Assert.True(digests.SizeBytes > 16 * ContentDigests.DigestBytes);

        static long SizeWith(ContentDigests? digests) =>
            new StoredResponse(
                new ResponseHead(200, FieldList.Empty),
                StoredBody.Empty,
                new Freshness(DateTimeOffset.UnixEpoch, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
                SelectingFields.None,
                digests
            ).SizeBytes;
    }

    [Fact]
    public void Root_OtherLengthOrChunks_IsAnother()
    {
        var one = ScriptedPeer.DigestsOf(Content.Bytes(100));
        var longer = new ContentDigests(101, one.Chunks, one.Whole);

        Assert.False(one.Root.Span.SequenceEqual(longer.Root.Span));
        Assert.Throws<ArgumentException>(() => new ContentDigests(70_000, one.Chunks, one.Whole));
    }
}
