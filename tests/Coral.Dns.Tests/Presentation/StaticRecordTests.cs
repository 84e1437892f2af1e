using Coral.Dns.Presentation;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Presentation;

/// <summary>Records as an operator writes them.</summary>
public sealed class StaticRecordTests
{
    private static readonly DnsName Origin = DnsName.Parse("cdn.example");

    [Theory]
    [InlineData("@ A 192.0.2.1", "cdn.example", "C0000201")]
    [InlineData("www 5m IN A 192.0.2.1", "www.cdn.example", "C0000201")]
    [InlineData("www.other.test. aaaa 2001:db8::1", "www.other.test", "20010DB8000000000000000000000001")]
    [InlineData("@ MX 10 m", "cdn.example", "000A016D0363646E076578616D706C6500")]
    [InlineData("@ MX 10 m.", "cdn.example", "000A016D00")]
    [InlineData("_s._tcp SRV 1 2 443 .", "_s._tcp.cdn.example", "0001000201BB00")]
    [InlineData("@ TXT ab \"c d\"", "cdn.example", "02616203632064")]
    [InlineData("@ TXT \"a\\\"b\\065\"", "cdn.example", "0461226241")]
    [InlineData("@ TXT \"é\"", "cdn.example", "02C3A9")]
    [InlineData("@ CAA 128 issue \";\"", "cdn.example", "800569737375653B")]
    [InlineData("@ TYPE999 \\# 3 0a0b 0c", "cdn.example", "0A0B0C")]
    [InlineData("@ HTTPS \\# 3 000100", "cdn.example", "000100")]
    public void Parse_ARecord_HasItsOwnerAndData(string text, string owner, string data)
    {
        var record = StaticRecord.Parse(text, Origin);

        Assert.Equal((owner, data), (record.Owner.ToString(), Convert.ToHexString(record.Data)));
    }

    [Fact]
    public void Parse_ATimeToLive_NeedsAUnit()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), StaticRecord.Parse("@ 5m A 192.0.2.1", Origin).TimeToLive);
        Assert.Null(StaticRecord.Parse("@ A 192.0.2.1", Origin).TimeToLive);
        var fault = Assert.Throws<FormatException>(() => StaticRecord.Parse("@ 300 A 192.0.2.1", Origin));
        Assert.Contains("a number and a unit", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("@ A")]
    [InlineData("@ A 192.0.2")]
    [InlineData("@ A 2001:db8::1")]
    [InlineData("@ AAAA 192.0.2.1")]
    [InlineData("@ A 192.0.2.1 192.0.2.2")]
    [InlineData("a..b A 192.0.2.1")]
    [InlineData("@ NOPE 1")]
    [InlineData("@ 12 34")]
    [InlineData("@ TYPE70000 \\# 0")]
    [InlineData("@ TYPE999 \\# 2 0a")]
    [InlineData("@ TYPE999 \\# 1 zz")]
    [InlineData("@ TYPE999 0a")]
    [InlineData("@ MX 70000 m")]
    [InlineData("@ CAA 256 issue x")]
    [InlineData("@ CAA 0 is-sue x")]
    [InlineData("@ 99999d A 192.0.2.1")]
    [InlineData("@ TXT \"no end")]
    [InlineData("@ TXT \"no end\\\"")]
    [InlineData("@ TXT \"")]
    [InlineData("*.x TXT no-wildcards")]
    [InlineData("x A \\# 3 0a0000")]
    [InlineData("x CNAME \\# 2 4141")]
    [InlineData("x TYPE15 \\# 3 000a41")]
    [InlineData("x TXT \\# 2 0541")]
    public void Parse_WhatIsNoRecord_SaysWhich(string text)
    {
        var fault = Assert.Throws<FormatException>(() => StaticRecord.Parse(text, Origin));

        Assert.Contains($"“{text}”", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AStringOfMoreThan255Bytes_IsRefused() =>
        Assert.Throws<FormatException>(() => StaticRecord.Parse($"@ TXT {new string('x', 256)}", Origin));

    [Fact]
    public void Parse_RandomText_ThrowsNothingElse()
    {
        const int Seed = 3597;
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(30)).Select(_ => "@ A1.\"\\#TXTMX;é\t"[random.Next(15)])
            );
            var fault = Record.Exception(() => StaticRecord.Parse(text, Origin));
            Assert.True(fault is null or FormatException, $"{text} (seed {Seed}, {i}): {fault}");
        }
    }
}
