using Coral.Caching.Http;
using Coral.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Caching.Tests.Http;

/// <summary>RFC 9111, section 4.1; RFC 9110, section 12.5.5.</summary>
public sealed class VaryTests
{
    [Theory]
    [InlineData("", "Accept: a", "Accept: b", true)]
    [InlineData("Vary: Accept", "Accept: a", "Accept: a", true)]
    [InlineData("Vary: ACCEPT", "accept: a", "Accept: a", true)]
    [InlineData("Vary: Accept", "Accept: a", "Accept: b", false)]
    [InlineData("Vary: Accept", "Accept: a", "Accept: A", false)]
    [InlineData("Vary: Accept", "Accept: a", "", false)]
    [InlineData("Vary: Accept", "", "Accept: a", false)]
    [InlineData("Vary: Accept", "", "", true)]
    [InlineData("Vary: Accept", "", "Accept: ", false)]
    [InlineData("Vary: Accept", "Accept: ", "Accept: ", true)]
    [InlineData("Vary: Accept", "Accept: a,b", "Accept:  a ,\tb ", true)]
    [InlineData("Vary: Accept", "Accept: a, b", "Accept: a | Accept: b", true)]
    [InlineData("Vary: Accept", "Accept: a, b", "Accept: b, a", false)]
    [InlineData("Vary: Accept", "Accept: a b", "Accept: a  b", true)]
    [InlineData("Vary: Accept", "Accept: a b", "Accept: ab", false)]
    [InlineData("Vary: Accept", "Accept: \"a, b\"", "Accept: \"a,b\"", false)]
    [InlineData("Vary: Accept", "Accept: \"a\\\", b\"", "Accept: \"a\\\",b\"", false)]
    [InlineData("Vary: Accept", "Accept: \"a\" , b", "Accept: \"a\",b", true)]
    [InlineData("Vary: Accept, X-A", "Accept: a | X-A: 1", "X-A: 1 | Accept: a", true)]
    [InlineData("Vary: Accept | Vary: X-A", "Accept: a | X-A: 1", "Accept: a | X-A: 2", false)]
    [InlineData("Vary: Accept,,Accept ,", "Accept: a", "Accept: a", true)]
    [InlineData("Vary: *", "", "", false)]
    [InlineData("Vary: Accept, *", "Accept: a", "Accept: a", false)]
    [InlineData("Vary: Cookie", "", "Cookie: a=b", true)]
    [InlineData("Vary: Via, CDN-Loop", "", "Via: 1.1 a | CDN-Loop: b", true)]
    [InlineData("", "", "Origin: http://a.com", false)]
    [InlineData("Vary: Accept", "", "Origin: http://a.com", false)]
    [InlineData("Access-Control-Allow-Origin: *", "", "Origin: http://a.com", true)]
    [InlineData("Access-Control-Allow-Origin: http://a.com", "", "Origin: http://a.com", false)]
    [InlineData("Vary: Origin", "Origin: http://a.com", "Origin: http://a.com", true)]
    [InlineData("Vary: Origin", "Origin: http://a.com", "Origin: http://b.com", false)]
    [InlineData("Vary: Origin", "Origin: http://a.com", "", false)]
    [InlineData("Vary: Origin", "", "", true)]
    [InlineData("Vary: Authorization, User-Agent, X-Forwarded-Proto", "", "User-Agent: x | Authorization: y", true)]
    public void Matches_Section41_TableOfRequests(string vary, string stored, string presented, bool expected)
    {
        var selecting = Vary.Selecting(new ResponseHead(200, Heads.Lines(vary)), Heads.Lines(stored));

        Assert.Equal(expected, selecting.Matches(Heads.Lines(presented)));
    }

    [Theory]
    [InlineData("", "", "Vary: Accept", "Accept: a", true)]
    [InlineData("Vary: Accept", "Accept: a", "Vary: Accept", "Accept: a", true)]
    [InlineData("Vary: Accept", "Accept: a", "Vary: Accept", "Accept: b", false)]
    [InlineData("Vary: Accept", "Accept: a", "Vary: accept, X-A", "Accept: a | X-A: 1", true)]
    [InlineData("Vary: Accept, X-A", "Accept: a | X-A: 1", "Vary: Accept", "Accept: a", false)]
    [InlineData("Vary: Accept", "Accept: a", "", "Accept: a", false)]
    [InlineData("Vary: Accept", "Accept: a", "Vary: *", "Accept: a", false)]
    [InlineData("Vary: *", "", "Vary: *", "", true)]
    [InlineData("Vary: *", "", "", "", false)]
    [InlineData("", "", "Vary: Origin", "Origin: http://a.com", false)]
    [InlineData("", "", "Vary: Origin", "", true)]
    [InlineData("", "", "Access-Control-Allow-Origin: *", "Origin: http://a.com", true)]
    [InlineData("Vary: Origin", "Origin: http://a.com", "Vary: Origin", "Origin: http://b.com", false)]
    public void IsSupersededBy_NewerResponse_ReplacesTheVariantThatItsRequestSelects(
        string vary,
        string request,
        string newerVary,
        string newerRequest,
        bool expected
    )
    {
        var older = Vary.Selecting(new ResponseHead(200, Heads.Lines(vary)), Heads.Lines(request));
        var newer = Vary.Selecting(new ResponseHead(200, Heads.Lines(newerVary)), Heads.Lines(newerRequest));

        Assert.Equal(expected, older.IsSupersededBy(newer));
    }

    [Theory]
    [InlineData("", "Accept-Encoding: gzip", null)]
    [InlineData("Content-Encoding: gzip", "Accept-Encoding: gzip", "Accept-Encoding")]
    [InlineData("Content-Encoding: gzip | Vary: accept-encoding", "Accept-Encoding: gzip", "accept-encoding")]
    [InlineData("Content-Encoding: br | Vary: Accept", "", "Accept, Accept-Encoding")]
    [InlineData("Content-Encoding: br | Vary: *", "", "*")]
    [InlineData("", "Origin: http://a.com", "Origin")]
    [InlineData("Access-Control-Allow-Origin: http://a.com", "Origin: http://a.com", "Origin")]
    [InlineData("Access-Control-Allow-Origin: http://b.com | Vary: ", "Origin: http://a.com", "Origin")]
    [InlineData("Access-Control-Allow-Origin: *", "Origin: http://a.com", null)]
    [InlineData("Access-Control-Allow-Origin: * | Timing-Allow-Origin: http://a.com", "Origin: http://a.com", "Origin")]
    [InlineData("Content-Encoding: gzip", "Origin: null", "Accept-Encoding, Origin")]
    public void WithImplied_WhatTheResponseShowsAndDoesNotSay_IsNamed(string head, string sent, string? expected)
    {
        var completed = Vary.WithImplied(new ResponseHead(200, Heads.Lines(head)), Heads.Lines(sent));

        Assert.Equal(expected, completed.Fields.Get("Vary"));
    }

    [Fact]
    public void NamesOf_MoreThanAreToldApart_IsEverything()
    {
        var most = Enumerable.Range(0, Vary.MostNames).Select(i => $"X-{i}").ToList();
        var longest = new string('a', Vary.MostCharacters);

        Assert.Equal(most, Vary.NamesIn(string.Join(",", most))!);
        Assert.Null(Vary.NamesIn(string.Join(",", most.Append("X-More"))));
        Assert.Equal([longest], Vary.NamesIn(longest)!);
        Assert.Null(Vary.NamesIn(longest + "a"));
    }

    [Fact]
    public void Matches_AnySpacing_IsThatOfTheSameMembersInTheSameOrder()
    {
        string[] comma = [",", ", ", " ,", "\t, \t"];
        var member = Gen.Elements("", "a", "b", "a b", "\"x, y\"", "\"x,y\"", "\"\\\", \"", "\"\\\\\"");
        var lists = Gen.ArrayOf(member).ToArbitrary();
        var random = new Random(41);

        Prop.ForAll(
                lists,
                lists,
                (left, right) =>
                    Same(left, left)
                    && Same(left, right) == left.DefaultIfEmpty("").SequenceEqual(right.DefaultIfEmpty(""))
            )
            .QuickCheckThrowOnFailure();

        bool Same(string[] left, string[] right) =>
            new SelectingFields(["X"], [Spaced(left)]).Matches(FieldList.Of(("X", Spaced(right))));

        string Spaced(string[] members) =>
            " "
            + string.Concat(members.Select((text, i) => i == 0 ? text : comma[random.Next(comma.Length)] + text))
            + (random.Next(2) == 0 ? "" : "\t");
    }

    [Fact]
    public void Matches_HitPath_AllocatesNothing()
    {
        var selecting = Vary.Selecting(
            Heads.Head(200, ("Vary", "Accept, Accept-Encoding")),
            FieldList.Of(("Accept", "a, b"), ("Accept-Encoding", "br, gzip"))
        );
        var request = FieldList.Of(("accept", "a ,b"), ("accept-encoding", "br, gzip"));
        Assert.Equal(0, Allocation.Of(() => SelectingFields.WithoutOrigin.Matches(request)));

        Assert.True(selecting.Matches(request));
        Assert.Equal(0, Allocation.Of(() => selecting.Matches(request)));
    }
}
