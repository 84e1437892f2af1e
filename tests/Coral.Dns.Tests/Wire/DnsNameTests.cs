using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Wire;

public sealed class DnsNameTests
{
    [Theory]
    [InlineData("www.Example.COM", "www.example.com")]
    [InlineData("www.example.com.", "www.example.com")]
    [InlineData(".", ".")]
    [InlineData("_dmarc.x", "_dmarc.x")]
    [InlineData(@"a\.b.c", @"a\.b.c")]
    [InlineData(@"a\046b.c", @"a\.b.c")]
    [InlineData(@"\000\255.c", @"\000\255.c")]
    [InlineData(@"\065bc", "abc")]
    public void Parse_OfText_IsShownTheSame(string text, string expected)
    {
        Assert.Equal(expected, DnsName.Parse(text).ToString());
        Assert.Equal(DnsName.Parse(text), DnsName.Parse(DnsName.Parse(text).ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a b")]
    [InlineData("ä.example")]
    [InlineData(@"a\")]
    [InlineData(@"a\25")]
    [InlineData(@"a\256")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890abcd.x")]
    public void TryParse_OfWhatIsNoName_IsNothing(string text) => Assert.Null(DnsName.TryParse(text));

    [Fact]
    public void TryParse_ByLength_EndsAt255Bytes()
    {
        var label = new string('a', 63);

        Assert.Equal(255, DnsName.Parse($"{label}.{label}.{label}.{new string('b', 61)}").Length);
        Assert.Equal(255, DnsName.Parse($"{label}.{label}.{label}.{new string('b', 61)}.").Length);
        Assert.Null(DnsName.TryParse($"{label}.{label}.{label}.{new string('b', 62)}"));
        Assert.Null(DnsName.TryParse($"{label}.{label}.{label}.{new string('b', 62)}."));
        Assert.Null(DnsName.Parse($"{label}.{label}").Below(DnsName.Parse($"{label}.{label}")));
    }

    [Theory]
    [InlineData("a.b.c", "b.c", true)]
    [InlineData("b.c", "b.c", true)]
    [InlineData("ab.c", "b.c", false)]
    [InlineData("c", "b.c", false)]
    [InlineData("a.b.c", ".", true)]
    public void IsAtOrBelow_ByLabels_NotByBytes(string name, string ancestor, bool expected) =>
        Assert.Equal(expected, DnsName.Parse(name).IsAtOrBelow(DnsName.Parse(ancestor)));

    [Fact]
    public void IsAtOrBelow_ALengthByteInsideALabel_IsNoLabel()
    {
        // The label "x\001b" ends in the bytes of the label "b".
        Assert.False(DnsName.Parse(@"x\001b").IsAtOrBelow(DnsName.Parse("b")));
    }

    [Fact]
    public void Parent_AndChild_GoTogether()
    {
        var name = DnsName.Parse("a.b.c");

        Assert.Equal(DnsName.Parse("b.c"), name.Parent());
        Assert.Equal(name, DnsName.Parse("c").Child("a.b"));
        Assert.Null(DnsName.Root.Parent());
    }
}
