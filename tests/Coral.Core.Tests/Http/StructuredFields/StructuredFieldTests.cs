using Coral.Core.Http;
using Coral.Core.Http.StructuredFields;
using Coral.Testing;

namespace Coral.Core.Tests.Http.StructuredFields;

/// <summary>RFC 9651, beyond the public suite: hostile text, and what the readers of values promise.</summary>
public sealed class StructuredFieldTests
{
    private const string Alphabet = "ab1.-*\"\\:;=,()?@% \t_/+Zé\0";
    private static readonly string[] Types = ["item", "list", "dictionary"];

    [Fact]
    public void Parse_RandomText_IsRefusedOrReadTheSameAgain()
    {
        var random = new Random(20261130);
        for (var i = 0; i < 100_000; i++)
        {
            var text = new string(random.GetItems<char>(Alphabet, random.Next(24)));
            foreach (var type in Types)
            {
                var once = PublicCase.Rewritten(type, text);
                Assert.True(
                    once is null || PublicCase.Rewritten(type, once) == once,
                    $"{type} '{text}' is written as '{once}', which reads as something else"
                );
            }
        }
    }

    [Fact]
    public void Parse_ManyKeysAllTheSame_KeepsTheLast()
    {
        var text = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"a={i};b={i}"));

        Assert.True(StructuredField.TryParseDictionary(text, out var dictionary));
        var (_, member) = Assert.Single(dictionary);
        Assert.Equal(9999, member.Value.AsInteger);
        Assert.Equal(9999, member.Parameters.Find("b")?.AsInteger);
    }

    [Fact]
    public void Parse_DeeplyNested_IsRefused() =>
        Assert.False(StructuredField.TryParseList(new string('(', 100_000), out _));

    [Fact]
    public void Value_OfAnotherType_IsNone()
    {
        var text = BareItem.String("1");

        Assert.Null(text.AsInteger);
        Assert.Null(text.AsToken);
        Assert.Null(text.AsBytes);
        Assert.Null(text.AsDate);
        Assert.Equal("1", text.TokenOrString);
        Assert.False(text.IsTrue);
    }

    [Theory]
    [InlineData("@0", 0L)]
    [InlineData("@253402300799", 253402300799L)]
    [InlineData("@253402300800", null)]
    [InlineData("@-62135596801", null)]
    [InlineData("@-999999999999999", null)]
    public void AsDate_OutsideOurCalendar_IsNone(string text, long? seconds)
    {
        Assert.True(StructuredField.TryParseItem(text, out var item));
        Assert.Equal(seconds, item.Value.AsDate?.ToUnixTimeSeconds());
    }

    [Fact]
    public void DisplayString_HalfASurrogatePair_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => BareItem.DisplayString("a\ud83d"));
        Assert.Throws<ArgumentException>(() => BareItem.DisplayString("\ude00a"));
        Assert.Equal("%\"%f0%9f%98%80\"", BareItem.DisplayString("\ud83d\ude00").ToString());
    }

    [Fact]
    public void ListOf_AListInAList_IsRefused() =>
        Assert.Throws<ArgumentException>(() => StructuredMember.ListOf([StructuredMember.ListOf([])]));

    [Fact]
    public void Writer_WithRoomEnough_AllocatesItsTextOnly()
    {
        var name = BareItem.Token("coral");
        var perText = Allocation.Of(() => _ = Write(name).Length) / 100;

        Assert.InRange(perText, 1, 64);
        Assert.Equal("coral; hit; ttl=3412", Write(name));

        static string Write(BareItem name)
        {
            var writer = new StructuredFieldWriter(stackalloc char[64], isSpaced: true);
            writer.WriteItem(name);
            writer.WriteParameter("hit", BareItem.True);
            writer.WriteParameter("ttl", BareItem.Integer(3412));
            return writer.ToString();
        }
    }

    [Fact]
    public void CacheStatus_TheLastMemberOfAName_IsFound()
    {
        var member = CacheStatusMembers.FindLast("coral; a=1, \"coral\"; a=2; hit, other; a=\", coral; a=3\"", "coral");

        Assert.NotNull(member);
        Assert.Equal(2, member.Find("a")?.AsInteger);
        Assert.True(member.HasFlag("hit"));
        Assert.False(member.HasFlag("a"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("other")]
    [InlineData("coral; a=\"")]
    [InlineData("(coral)")]
    public void CacheStatus_WithoutTheName_IsNone(string? field) =>
        Assert.Null(CacheStatusMembers.FindLast(field, "coral"));
}
