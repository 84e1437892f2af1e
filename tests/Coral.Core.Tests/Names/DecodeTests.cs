using Coral.Core.Names;
using static Coral.Core.Tests.Names.NamesFixture;

namespace Coral.Core.Tests.Names;

public class DecodeTests
{
    [Theory]
    [InlineData("localhost", null)]
    [InlineData("LOCALHOST:8080", 8080)]
    [InlineData("localhost.:8080", 8080)]
    [InlineData("localhost:", null)]
    public void Decode_Zone_IsTheLandingPage(string field, int? port)
    {
        var decision = NewNames().Decode(field, WebScheme.Http);

        Assert.Equal(HostKind.BareZone, decision.Kind);
        Assert.Equal("localhost", decision.Place!.Zone);
        Assert.Equal(port, decision.Place.ListenerPort);
    }

    [Theory]
    [InlineData("WWW.X.Com.LocalHost:8080", "www.x.com.localhost")]
    [InlineData("www.x.com.localhost.", "www.x.com.localhost")]
    [InlineData("Www-X-Com.localhost.:80", "www-x-com.localhost")]
    public void Decode_CaseAndFinalDot_AreFolded(string field, string host)
    {
        var decision = NewNames().Decode(field, WebScheme.Http);

        Assert.Equal(HostKind.Coralized, decision.Kind);
        Assert.Equal(host, decision.Name!.Host);
        Assert.Equal("www.x.com", decision.Name.Authority.Host);
    }

    [Theory]
    [InlineData("www.x.com.80.localhost:8080", WebScheme.Http, "www.x.com.localhost:8080")]
    [InlineData("www-x-com-80.localhost:8080", WebScheme.Http, "www-x-com.localhost:8080")]
    [InlineData("www.x.com.443.localhost", WebScheme.Https, "www.x.com.localhost")]
    [InlineData("0-www-x-com-0.localhost", WebScheme.Http, "www-x-com.localhost")]
    [InlineData("ab--c-com.localhost:8080", WebScheme.Http, "0-ab--c-com-0.localhost:8080")]
    [InlineData("0-www-x-com-80-0.localhost:80", WebScheme.Http, "www-x-com.localhost")]
    public void Decode_AnotherSpelling_RedirectsToTheCanonicalOne(string field, WebScheme client, string canonical)
    {
        var decision = NewNames().Decode(field, client);

        Assert.Equal(HostKind.Redirect, decision.Kind);
        Assert.Equal(canonical, decision.Name!.HostAndPort);
    }

    [Theory]
    [InlineData("www.x.com.localhost", WebScheme.Http, "http://www.x.com")]
    [InlineData("www.x.com.localhost", WebScheme.Https, "https://www.x.com")]
    [InlineData("www.x.com.443.localhost", WebScheme.Http, "https://www.x.com")]
    [InlineData("www-x-com-443.localhost", WebScheme.Http, "https://www.x.com")]
    [InlineData("www.x.com.8000.localhost", WebScheme.Http, "http://www.x.com:8000")]
    [InlineData("www.x.com.8000.localhost", WebScheme.Https, "https://www.x.com:8000")]
    [InlineData("www.x.com.80.localhost", WebScheme.Https, "https://www.x.com:80")]
    public void Decode_Scheme_IsThatOf443OrOfTheClient(string field, WebScheme client, string origin)
    {
        var decision = NewNames().Decode(field, client);

        Assert.Equal(HostKind.Coralized, decision.Kind);
        Assert.Equal(origin, decision.Name!.Origin.Text);
    }

    [Theory]
    [InlineData("www.x.com", "www.x.com.localhost")]
    [InlineData("WWW.X.COM:8080", "www.x.com.localhost:8080")]
    [InlineData("localhost.example", "localhost.example.localhost")]
    [InlineData("127.0.0.1:8080", null)]
    [InlineData("[::1]:8080", null)]
    [InlineData("[::1]", null)]
    [InlineData("xlocalhost", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Decode_OtherHosts_AreNotOurs(string? field, string? suggestion)
    {
        var decision = NewNames().Decode(field, WebScheme.Http);

        Assert.Equal(HostKind.NotOurs, decision.Kind);
        Assert.Equal(NameProblem.NotOurs, decision.Fault!.Problem);
        Assert.Equal(suggestion, decision.Fault.Suggestion);
        Assert.Contains(suggestion ?? "www.example.com.localhost", decision.Fault.RightForm);
    }

    [Theory]
    [InlineData("127.0.0.1.localhost", NameProblem.AddressLiteral)]
    [InlineData("127.0.0.1.8080.localhost", NameProblem.AddressLiteral)]
    [InlineData("127-0-0-1.localhost", NameProblem.AddressLiteral)]
    [InlineData("0x7f.1.localhost", NameProblem.AddressLiteral)]
    [InlineData("x.0x7f000001.localhost", NameProblem.AddressLiteral)]
    [InlineData("x.0xyz.localhost", NameProblem.AddressLiteral)]
    [InlineData("[::1].localhost", NameProblem.AddressLiteral)]
    [InlineData("com.localhost", NameProblem.SingleLabel)]
    [InlineData("com.8080.localhost", NameProblem.SingleLabel)]
    [InlineData("8080.localhost", NameProblem.AddressLiteral)]
    [InlineData(".localhost", NameProblem.EmptyLabel)]
    [InlineData("www..com.localhost", NameProblem.EmptyLabel)]
    [InlineData(".x.com.localhost", NameProblem.EmptyLabel)]
    [InlineData("www.x.com.localhost..", NameProblem.None)]
    [InlineData("-x.com.localhost", NameProblem.HyphenAtEdge)]
    [InlineData("x-.com.localhost", NameProblem.HyphenAtEdge)]
    [InlineData("x---com.localhost", NameProblem.HyphenAtEdge)]
    [InlineData("-x-com.localhost", NameProblem.EmptyLabel)]
    [InlineData("x-com-.localhost", NameProblem.EmptyLabel)]
    [InlineData("a b.com.localhost", NameProblem.ForbiddenCharacter)]
    [InlineData("b\u00fccher.de.localhost", NameProblem.ForbiddenCharacter)]
    [InlineData("x\u212a.com.localhost", NameProblem.ForbiddenCharacter)]
    [InlineData("www.x.com.0.localhost", NameProblem.BadPort)]
    [InlineData("www.x.com.65536.localhost", NameProblem.BadPort)]
    [InlineData("www.x.com.080.localhost", NameProblem.BadPort)]
    [InlineData("www-x-com-080.localhost", NameProblem.BadPort)]
    [InlineData("www.x.com.99999999999999999999.localhost", NameProblem.BadPort)]
    [InlineData("www.x.com.localhost:http", NameProblem.BadListenerPort)]
    [InlineData("www.x.com.localhost:0", NameProblem.BadListenerPort)]
    [InlineData("www.x.com.localhost:8080:90", NameProblem.None)]
    [InlineData("www.x.com.localhost.localhost", NameProblem.Nested)]
    [InlineData("www-x-com-localhost.localhost", NameProblem.Nested)]
    [InlineData("www.x.com.localhost.8080.localhost", NameProblem.Nested)]
    public void Decode_Malformed_IsRefusedWithItsReason(string field, NameProblem problem)
    {
        var decision = NewNames().Decode(field, WebScheme.Http);

        // Two dots at the end, or two colons, leave a name that is not in the zone at all.
        var expected = problem == NameProblem.None ? HostKind.NotOurs : HostKind.Refused;
        Assert.Equal(expected, decision.Kind);
        Assert.Equal(problem == NameProblem.None ? NameProblem.NotOurs : problem, decision.Fault!.Problem);
        Assert.NotEmpty(decision.Fault.What);
        Assert.NotEmpty(decision.Fault.RightForm);
    }

    [Fact]
    public void Decode_LongLabelsAndNames_AreRefused()
    {
        var names = NewNames();
        var label = new string('a', 64);
        var longest = string.Join('.', Enumerable.Repeat(new string('a', 48), 5));

        Assert.Equal(NameProblem.TooLong, names.Decode($"{label}.com.localhost", WebScheme.Http).Fault!.Problem);
        Assert.Equal(NameProblem.TooLong, names.Decode($"{longest}.localhost", WebScheme.Http).Fault!.Problem);
        Assert.Equal(NameProblem.TooLong, names.Decode(new string('a', 100_000), WebScheme.Http).Fault!.Problem);
        Assert.Equal(HostKind.Coralized, names.Decode($"{longest[1..]}.localhost", WebScheme.Http).Kind);
    }

    [Theory]
    [InlineData("www.x.com.localhost.localhost:8080", "www.x.com.localhost:8080")]
    [InlineData("www.x.com.localhost.localhost.localhost", "www.x.com.localhost")]
    [InlineData("www-x-com-localhost.localhost:8080", "www.x.com.localhost:8080")]
    [InlineData("localhost.localhost:8080", null)]
    [InlineData("foo.localhost.localhost", null)]
    public void Decode_NestedSuffix_SuggestsTheInnerName(string field, string? suggestion)
    {
        Assert.Equal(suggestion, NewNames().Decode(field, WebScheme.Http).Fault!.Suggestion);
    }

    [Theory]
    [InlineData("www.x.com.08080.localhost:8080", "www.x.com.8080.localhost:8080")]
    [InlineData("www-x-com-08080.localhost", "www-x-com-8080.localhost")]
    [InlineData("www.x.com.99999.localhost", null)]
    [InlineData("-x.com.080.localhost", null)]
    public void Decode_PortWithZeros_SuggestsItWithout(string field, string? suggestion)
    {
        Assert.Equal(suggestion, NewNames().Decode(field, WebScheme.Http).Fault!.Suggestion);
    }

    [Fact]
    public void Decode_NameTooLongForTheSuffixForm_SuggestsItsHashLabel()
    {
        var names = NewNames();
        var host = string.Join('.', Enumerable.Repeat(new string('a', 49), 5));

        var suggestion = names.Decode($"{host}.localhost", WebScheme.Http).Fault!.Suggestion!;

        Assert.Equal($"{HashLabel.Of(Authority(host))}.localhost", suggestion);
        Assert.Equal(host, names.Decode(suggestion, WebScheme.Http).Name!.Authority.Host);
    }

    [Fact]
    public void Decode_FoldedLabelOfMoreThan63Characters_RedirectsToItsHashLabel()
    {
        var decision = NewNames().Decode($"{LongHost.Replace('.', '-')}.localhost", WebScheme.Http);

        Assert.Equal(HostKind.Redirect, decision.Kind);
        Assert.Equal($"{HashLabel.Of(Authority(LongHost))}.localhost", decision.Name!.Host);
    }

    [Fact]
    public void Decode_SeveralZones_TheLongestMatches()
    {
        var names = NewNames("example", "cdn.example", "localhost");

        var name = names.Decode("www.x.com.cdn.example", WebScheme.Http).Name!;

        Assert.Equal("cdn.example", name.Place.Zone);
        Assert.Equal("www.x.com", name.Authority.Host);
        Assert.Equal("example", names.Decode("www.x.com.example", WebScheme.Http).Name!.Place.Zone);
        Assert.Equal(HostKind.BareZone, names.Decode("cdn.example", WebScheme.Http).Kind);
        Assert.Equal(NameProblem.Nested, names.Decode("x.com.localhost.cdn.example", WebScheme.Http).Fault!.Problem);
        Assert.Equal("example", names.FirstZone);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("-x")]
    [InlineData("127.0.0.1")]
    [InlineData("a b")]
    public void New_BadZone_Throws(string zone)
    {
        Assert.Throws<ArgumentException>(() => NewNames(zone));
    }

    [Fact]
    public void New_NoZone_Throws()
    {
        Assert.Throws<ArgumentException>(() => new CoralizedNames([], [], new MemoryHashedHosts()));
    }
}
