using Coral.Caching.Http;
using Coral.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9111, sections 1.2.2, 4.2.1 and 5.2.</summary>
public sealed class CacheDirectivesTests
{
    [Theory]
    [InlineData("max-age=60", 60)]
    [InlineData("MAX-AGE=60", 60)]
    [InlineData("max-age=\"60\"", 60)]
    [InlineData("public, max-age=60", 60)]
    [InlineData("  ,, max-age=060 ,", 60)]
    [InlineData("max-age = 60", 60)]
    [InlineData("max-age=0", 0)]
    [InlineData("max-age=60, max-age=3600", 60)]
    [InlineData("max-age=3600, max-age=60", 3600)]
    [InlineData("x=\"max-age=1, \", max-age=60", 60)]
    [InlineData("x=\"a\\\", max-age=1\", max-age=60", 60)]
    public void MaxAge_Section5221_IsRead(string value, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), CacheDirectives.Parse(value).MaxAge);

    [Theory]
    [InlineData("max-age")]
    [InlineData("max-age=")]
    [InlineData("max-age=-1")]
    [InlineData("max-age=+1")]
    [InlineData("max-age=1.5")]
    [InlineData("max-age=60s")]
    [InlineData("max-age='60'")]
    [InlineData("max-age=\"60")]
    [InlineData("max-age=\" 60\"")]
    [InlineData("max-age=abc, max-age=60")]
    [InlineData("max-age=٣")]
    public void MaxAge_Section421_InvalidIsStale(string value) =>
        Assert.Equal(TimeSpan.Zero, CacheDirectives.Parse(value).MaxAge);

    [Theory]
    [InlineData("2147483648")]
    [InlineData("2147483649")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999999999999999999999")]
    public void MaxAge_Section122_OverflowIsTwoToThe31(string number) =>
        Assert.Equal(TimeSpan.FromSeconds(1L << 31), CacheDirectives.Parse("max-age=" + number).MaxAge);

    [Theory]
    [InlineData("x-max-age=60")]
    [InlineData("max-age-x=60")]
    [InlineData("xmax-age=60")]
    [InlineData("")]
    [InlineData(null)]
    public void Parse_Section523_UnknownIsIgnored(string? value) => Assert.Equal(default, CacheDirectives.Parse(value));

    [Theory]
    [InlineData("public; max-age=30")]
    [InlineData("public max-age=30")]
    [InlineData("\"max-age=60\"")]
    [InlineData("x=\"max-age=60")]
    [InlineData("x=\"a\"b\"")]
    [InlineData("x=\"a\\\"")]
    [InlineData("=60")]
    [InlineData("(public)")]
    [InlineData("max-age:60")]
    public void Parse_Malformed_AllowsNothing(string value)
    {
        var directives = CacheDirectives.Parse(value);

        Assert.Equal(new CacheDirectives { IsMalformed = true }, directives);
    }

    [Theory]
    [InlineData("no-store; no-cache; must-revalidate")]
    [InlineData("max-age=60 No-Store no-cache must-revalidate")]
    [InlineData("\"no-store\", (no-cache), x=\"must-revalidate")]
    [InlineData("public, max-age=\"60; no-store, no-cache, must-revalidate")]
    public void Parse_MalformedButForbidding_Forbids(string value)
    {
        var directives = CacheDirectives.Parse(value);

        Assert.True(directives is { IsMalformed: true, NoStore: true, NoCache: true, MustRevalidate: true });
    }

    [Theory]
    [InlineData("private; max-age=0")]
    [InlineData("max-age=60; private=x")]
    [InlineData("public;private")]
    public void Parse_MalformedButPrivate_IsPrivate(string value) => Assert.True(CacheDirectives.Parse(value).Private);

    [Theory]
    [InlineData("x-no-store")]
    [InlineData("no-store2=\"no-store\"")]
    [InlineData("x=\"no-store; private\"")]
    public void Parse_WellFormedExtension_ForbidsNothing(string value) =>
        Assert.Equal(default, CacheDirectives.Parse(value));

    [Fact]
    public void Parse_EveryDirective_IsReported()
    {
        var all = CacheDirectives.Parse(
            "no-store, no-cache, private, public, must-revalidate, proxy-revalidate, must-understand, no-transform, "
                + "only-if-cached, immutable, max-age=1, s-maxage=2, max-stale=3, min-fresh=4, stale-if-error=5, "
                + "stale-while-revalidate=6"
        );

        Assert.Equal(
            new CacheDirectives
            {
                NoStore = true,
                NoCache = true,
                Private = true,
                Public = true,
                MustRevalidate = true,
                ProxyRevalidate = true,
                MustUnderstand = true,
                NoTransform = true,
                OnlyIfCached = true,
                Immutable = true,
                MaxAge = TimeSpan.FromSeconds(1),
                SharedMaxAge = TimeSpan.FromSeconds(2),
                MaxStale = TimeSpan.FromSeconds(3),
                MinFresh = TimeSpan.FromSeconds(4),
                StaleIfError = TimeSpan.FromSeconds(5),
                StaleWhileRevalidate = TimeSpan.FromSeconds(6),
            },
            all
        );
    }

    [Theory]
    [InlineData("no-cache", true)]
    [InlineData("No-Cache=1", true)]
    [InlineData("no-cache=\"X-Token\"", true)]
    [InlineData("no-cache=\"Set-Cookie, X-Token\"", true)]
    [InlineData("no-cache=\"\"", true)]
    [InlineData("no-cache=\"Set-Cookie\"", false)]
    [InlineData("no-cache=set-cookie", false)]
    [InlineData("no-cache=\"set-cookie, Set-Cookie2\"", false)]
    [InlineData("no-cache=\"Set-Cookie\", no-cache", true)]
    [InlineData("no-cache, no-cache=\"Set-Cookie\"", true)]
    public void NoCache_Section5224_WithFieldsCountsAsWithoutUnlessAllAreCookies(string value, bool expected)
    {
        Assert.Equal(expected, CacheDirectives.Parse(value).NoCache);
        var asPrivate = value.Replace("no-cache", "private", StringComparison.OrdinalIgnoreCase);
        Assert.Equal(expected, CacheDirectives.Parse(asPrivate).Private);
    }

    [Fact]
    public void MaxStale_Section5212_WithoutNumberIsUnbounded()
    {
        Assert.Equal(TimeSpan.FromSeconds(1L << 31), CacheDirectives.Parse("max-stale").MaxStale);
        Assert.Equal(TimeSpan.Zero, CacheDirectives.Parse("max-stale=x").MaxStale);
    }

    [Fact]
    public void Of_TwoLines_AreOneList()
    {
        var fields = FieldList.Of(
            ("cache-control", "max-age=5"),
            ("Cache-Control", "no-store"),
            ("Pragma", "no-cache")
        );

        var directives = CacheDirectives.Of(fields);

        Assert.Equal(
            (TimeSpan.FromSeconds(5), true, false),
            (directives.MaxAge, directives.NoStore, directives.NoCache)
        );
    }

    [Fact]
    public void Parse_AnyString_NeverThrows() =>
        Prop.ForAll<string>(text => CacheDirectives.Parse(text) == CacheDirectives.Parse(text))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_ListsOfMembers_AgreesWithSlowModel()
    {
        var members = Gen.Elements(
            "no-store",
            "NO-STORE",
            "private",
            "max-age=7",
            "max-age=\"8\"",
            "max-age=x",
            "max-age",
            "s-maxage=9",
            "other",
            "other=\"no-store, max-age=3\"",
            ""
        );
        var lists = Gen.ArrayOf(members).ToArbitrary();

        Prop.ForAll(
                lists,
                list =>
                {
                    var parsed = CacheDirectives.Parse(string.Join(", ", list));
                    return parsed.NoStore == list.Any(m => m.Equals("no-store", StringComparison.OrdinalIgnoreCase))
                        && parsed.Private == list.Contains("private")
                        && parsed.MaxAge == FirstNumber(list, "max-age")
                        && parsed.SharedMaxAge == FirstNumber(list, "s-maxage");
                }
            )
            .QuickCheckThrowOnFailure();

        static TimeSpan? FirstNumber(string[] list, string name) =>
            list.FirstOrDefault(m => m.Split('=')[0] == name) is { } member
                ? TimeSpan.FromSeconds(int.TryParse(member[name.Length..].Trim('=', '"'), out var n) ? n : 0)
                : null;
    }

    [Theory]
    [InlineData("public")]
    [InlineData("max-age=3600")]
    [InlineData("public, max-age=3600, s-maxage=\"60\"")]
    [InlineData("no-cache=\"Set-Cookie\", private")]
    [InlineData("a=b,,c")]
    public void Parse_UsualValue_AllocatesNothing(string value) =>
        Assert.Equal(0, Allocation.Of(() => CacheDirectives.Parse(value)));
}
