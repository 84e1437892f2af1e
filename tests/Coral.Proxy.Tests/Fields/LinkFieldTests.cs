using Coral.Proxy.Fields;

namespace Coral.Proxy.Tests.Fields;

/// <summary>The URLs within <c>Link</c> and <c>Refresh</c>.</summary>
public sealed class LinkFieldTests
{
    private const int Seed = 20261130;

    [Theory]
    [InlineData("<a>", "<A>")]
    [InlineData("<a>; rel=next", "<A>; rel=next")]
    [InlineData("<a>; rel=\"next canonical\", <b>; rel=prev", "<a>; rel=\"next canonical\", <B>; rel=prev")]
    [InlineData("<a>; title=\", <x>\"; rel=next,<b>", "<A>; title=\", <x>\"; rel=next,<B>")]
    [InlineData("<a,b>;rel=preload , <keep>", "<A,B>;rel=preload , <keep>")]
    [InlineData("<a>; REL=Canonical", "<a>; REL=Canonical")]
    [InlineData("a; rel=next", "a; rel=next")]
    [InlineData("<a; rel=next", "<a; rel=next")]
    [InlineData("", "")]
    [InlineData("<>", "<>")]
    public void Link_Targets_AreRewrittenButForIdentities(string value, string expected) =>
        Assert.Equal(expected, LinkField.Rewrite(value, Upper));

    [Theory]
    [InlineData("5; url=a", "5; url=A")]
    [InlineData("0;URL='a b'x", "0;URL='A B'x")]
    [InlineData("5, url = \"a\"", "5, url = \"A\"")]
    [InlineData("5; a", "5; A")]
    [InlineData("5 a", "5 A")]
    [InlineData("5; urla", "5; URLA")]
    [InlineData("5", "5")]
    [InlineData("5;", "5;")]
    [InlineData("", "")]
    public void Refresh_Url_IsRewritten(string value, string expected) =>
        Assert.Equal(expected, RefreshField.Rewrite(value, Upper));

    [Fact]
    public void Rewrite_AnyText_KeepsAllButTheUrls()
    {
        var random = new Random(Seed);
        const string Characters = "<>;,=\"\\' urle5";
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(12)).Select(_ => Characters[random.Next(Characters.Length)])
            );

            Assert.Equal(text, LinkField.Rewrite(text, url => url));
            Assert.Equal(text, RefreshField.Rewrite(text, url => url));
        }
    }

    private static string? Upper(string url) => url is "keep" or "" ? null : url.ToUpperInvariant();
}
