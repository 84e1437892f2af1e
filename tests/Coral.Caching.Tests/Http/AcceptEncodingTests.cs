using Coral.Caching.Http;
using Coral.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9110, section 12.5.3.</summary>
public sealed class AcceptEncodingTests
{
    [Theory]
    [InlineData(null, "identity")]
    [InlineData("", "identity")]
    [InlineData("identity", "identity")]
    [InlineData("deflate, zstd", "identity")]
    [InlineData("gzip", "gzip")]
    [InlineData("GZip", "gzip")]
    [InlineData("x-gzip", "gzip")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br, zstd", "br, gzip")]
    [InlineData("br,gzip", "br, gzip")]
    [InlineData("gzip;q=0.5, br;q=1.0", "br, gzip")]
    [InlineData("gzip;q=0, br", "br")]
    [InlineData("gzip; q=0.000, br", "br")]
    [InlineData("gzip ; Q = 0", "identity")]
    [InlineData("gzip;q=0.001", "gzip")]
    [InlineData("gzip;q=x", "identity")]
    [InlineData("gzip;q=-1", "identity")]
    [InlineData("gzip;q=", "identity")]
    [InlineData("*", "br, gzip")]
    [InlineData("*;q=0", "identity")]
    [InlineData("*;q=0, gzip", "gzip")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("gzip;q=0, *;q=0.5", "br")]
    [InlineData("identity;q=0", "identity")]
    [InlineData("gzip, identity;q=0", "gzip")]
    [InlineData("gzipped, bro", "identity")]
    [InlineData(",, gzip ,", "gzip")]
    public void Normalize_Section1253_FoldsIntoFour(string? value, string expected) =>
        Assert.Equal(expected, AcceptEncoding.Normalize(value));

    [Fact]
    public void Normalize_AnyString_IsOneOfFourAndStable() =>
        Prop.ForAll<string>(value =>
            {
                var folded = AcceptEncoding.Normalize(value);
                return folded is "br, gzip" or "br" or "gzip" or "identity"
                    && AcceptEncoding.Normalize(folded) == folded;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Normalize_Browser_AllocatesNothing() =>
        Assert.Equal(0, Allocation.Of(() => AcceptEncoding.Normalize("gzip, deflate;q=0.5, br, zstd")));
}
