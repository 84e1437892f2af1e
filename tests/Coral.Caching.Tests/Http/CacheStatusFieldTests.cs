using System.Text;
using System.Text.RegularExpressions;
using Coral.Caching.Http;
using Coral.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9211, section 2; RFC 8941.</summary>
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
    public void Format_AnyText_IsAStructuredField()
    {
        var grammar = new Regex(
            "^coral; fwd=(?:TEXT); fwd-status=[0-9]+; ttl=-?[0-9]{1,15}; detail=(?:TEXT)$".Replace(
                "TEXT",
                "[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*|\"[ !#-\\[\\]-~]*\""
            ),
            RegexOptions.CultureInvariant
        );
        Prop.ForAll<string?, TimeSpan>(
                (text, ttl) =>
                    grammar.IsMatch(
                        CacheStatusField.Format(
                            new CacheStatus
                            {
                                Forward = text ?? "",
                                ForwardStatus = 200,
                                Ttl = ttl,
                                Detail = new string('x', 300) + text,
                            }
                        )
                    )
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void TryFormat_ShorterThanTheValue_SaysSo()
    {
        var status = new CacheStatus
        {
            Hit = true,
            Ttl = TimeSpan.FromSeconds(123),
            Detail = "memory",
        };
        var length = CacheStatusField.Format(status).Length;

        for (var room = 0; room < length; room++)
        {
            Assert.False(CacheStatusField.TryFormat(status, new byte[room], out _));
        }

        Assert.True(CacheStatusField.TryFormat(status, new byte[length], out var written));
        Assert.Equal(length, written);
    }

    [Fact]
    public void TryFormat_Hit_AllocatesNothing()
    {
        var status = new CacheStatus
        {
            Hit = true,
            Ttl = TimeSpan.FromSeconds(3412),
            Detail = "memory",
        };
        var buffer = new byte[CacheStatusField.MaxBytes];

        Assert.Equal(0, Allocation.Of(() => CacheStatusField.TryFormat(status, buffer, out _)));
        Assert.StartsWith("coral; hit; ttl=3412; detail=memory", Encoding.ASCII.GetString(buffer));
    }
}
