using Coral.Caching.Http;
using Coral.Core.Http;
using Coral.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9211, section 2; RFC 9651.</summary>
public sealed class CacheStatusFieldTests
{
    public static TheoryData<CacheStatus, string> Cases =>
        new()
        {
            {
                new CacheStatus
                {
                    Hit = true,
                    Ttl = TimeSpan.FromSeconds(3412.9),
                    Detail = "memory",
                },
                "coral; hit; ttl=3412; detail=memory"
            },
            {
                new CacheStatus
                {
                    Hit = true,
                    Ttl = TimeSpan.FromSeconds(-0.5),
                    Detail = "disk",
                },
                "coral; hit; ttl=-1; detail=disk"
            },
            {
                new CacheStatus
                {
                    Forward = "uri-miss",
                    ForwardStatus = 200,
                    Stored = true,
                    Detail = "origin",
                },
                "coral; fwd=uri-miss; fwd-status=200; stored; detail=origin"
            },
            {
                new CacheStatus
                {
                    Forward = "uri-miss",
                    Collapsed = true,
                    Detail = "level2",
                },
                "coral; fwd=uri-miss; collapsed; detail=level2"
            },
            {
                new CacheStatus
                {
                    Hit = true,
                    Forward = "stale",
                    ForwardStatus = 503,
                },
                "coral; hit"
            },
            { default, "coral" },
            {
                new CacheStatus { Hit = true, Detail = "" },
                "coral; hit; detail=\"\""
            },
            {
                new CacheStatus { Hit = true, Detail = "two words" },
                "coral; hit; detail=\"two words\""
            },
            {
                new CacheStatus { Hit = true, Detail = "a\"b\\c\r\nd\u00e4\u0000" },
                "coral; hit; detail=\"abcd\""
            },
            {
                new CacheStatus { Hit = true, Detail = "9lives" },
                "coral; hit; detail=\"9lives\""
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Format_Section2_AsTheDesignShows(CacheStatus status, string expected) =>
        Assert.Equal(expected, CacheStatusField.Format(status));

    [Fact]
    public void Format_AnyText_IsAStructuredField() =>
        Prop.ForAll<string?, TimeSpan>(
                (text, ttl) =>
                    CacheStatusMembers.FindLast(
                        CacheStatusField.Format(
                            new CacheStatus
                            {
                                Forward = text ?? "",
                                ForwardStatus = 200,
                                Ttl = ttl,
                                Stored = true,
                                Detail = new string('x', 300) + text,
                            }
                        ),
                        "coral"
                    )
                        is { Count: 5 } member
                    && member.HasFlag("stored")
                    && member.Find("ttl")?.AsInteger == (long)Math.Floor(ttl.TotalSeconds)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Format_Hit_AllocatesItsTextOnly()
    {
        var status = new CacheStatus
        {
            Hit = true,
            Ttl = TimeSpan.FromSeconds(3412),
            Detail = "memory",
        };

        Assert.InRange(Allocation.Of(() => CacheStatusField.Format(status)) / 100, 1, 128);
    }

    [Theory]
    [InlineData("a, b; hit", "a, b; hit")]
    [InlineData("\"An Edge\";hit;ttl=-3 ,\tb", "\"An Edge\"; hit; ttl=-3, b")]
    [InlineData("HIT from cache.example", null)]
    [InlineData("a; detail=\"never closed", null)]
    [InlineData("a,", null)]
    [InlineData("a; Hit", null)]
    [InlineData("a; detail=\u00e4", null)]
    [InlineData("(a b)", null)]
    [InlineData("7", null)]
    [InlineData("", null)]
    public void Readable_OfAnOrigin_IsWhatAStrictReaderTakes(string received, string? kept)
    {
        var fields = CacheStatusField.Readable(FieldList.Of(("X", "1"), ("cache-status", received)));

        Assert.Equal(kept, fields.Get("Cache-Status"));
        Assert.Equal("1", fields.Get("X"));
    }

    [Fact]
    public void Readable_OneOddLine_CostsThatLine()
    {
        var fields = CacheStatusField.Readable(
            FieldList.Of(("Cache-Status", "a"), ("Cache-Status", "b; \""), ("Cache-Status", "c; hit"))
        );

        Assert.Equal("a, c; hit", fields.Get("Cache-Status"));
    }

    [Fact]
    public void Readable_WithoutTheField_IsTheSameList()
    {
        var fields = FieldList.Of(("X", "1"));

        Assert.Same(fields, CacheStatusField.Readable(fields));
    }

    [Fact]
    public void Readable_RandomText_IsAlwaysReadWithOurMember()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var received = new string(random.GetItems<char>("ab1;=, \t\"\\()?\u00e4\0", random.Next(20)));
            var kept = CacheStatusField.Readable(FieldList.Of(("Cache-Status", received))).Get("Cache-Status");
            var whole = kept is null ? "coral; hit" : $"{kept}, coral; hit";

            Assert.True(CacheStatusMembers.FindLast(whole, "coral") is { Count: 1 }, $"'{received}' became '{whole}'");
        }
    }
}
