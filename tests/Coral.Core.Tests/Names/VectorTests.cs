using Coral.Core.Names;
using static Coral.Core.Tests.Names.NamesFixture;

namespace Coral.Core.Tests.Names;

/// <summary>The vectors of the naming contract, in every form, both ways.</summary>
public class VectorTests
{
    public static TheoryData<string, string> OneLabels =>
        new()
        {
            { "www.x.com", "www-x-com" },
            { "x-y.com", "x--y-com" },
            { "ab-c.com", "0-ab--c-com-0" },
            { "ab-c.com:8080", "0-ab--c-com-8080-0" },
            { "en.wikipedia-on-ipfs.org", "en-wikipedia--on--ipfs-org" },
            { "www.x.com:8080", "www-x-com-8080" },
            { "r3---sn-abc.googlevideo.com", "0-r3------sn--abc-googlevideo-com-0" },
            { "xn--bcher-kva.example", "0-xn----bcher--kva-example-0" },
        };

    private readonly CoralizedNames _names = NewNames();

    [Theory]
    [MemberData(nameof(OneLabels))]
    public void Encode_OneLabel_IsTheVector(string authority, string label)
    {
        Assert.Equal($"{label}.localhost", _names.Encode(Authority(authority), NameForm.OneLabel, "localhost"));
    }

    [Theory]
    [MemberData(nameof(OneLabels))]
    public void Decode_OneLabel_IsTheAuthority(string authority, string label)
    {
        var decision = _names.Decode($"{label}.localhost:8080", WebScheme.Http);

        Assert.Equal(HostKind.Coralized, decision.Kind);
        Assert.Equal(Authority(authority), decision.Name!.Authority);
        Assert.Equal(new NamePlace(WebScheme.Http, NameForm.OneLabel, "localhost", 8080), decision.Name.Place);
        Assert.Equal($"{label}.localhost:8080", decision.Name.HostAndPort);
    }

    [Theory]
    [InlineData("www.x.com", "www.x.com.localhost", "http://www.x.com")]
    [InlineData("www.x.com:8000", "www.x.com.8000.localhost", "http://www.x.com:8000")]
    [InlineData("www.x.com:443", "www.x.com.443.localhost", "https://www.x.com")]
    public void Suffix_Vector_ReadsBothWays(string authority, string host, string origin)
    {
        Assert.Equal(host, _names.Encode(Authority(authority), NameForm.Suffix, "localhost"));

        var name = _names.Decode(host, WebScheme.Http).Name!;

        Assert.Equal(Authority(authority), name.Authority);
        Assert.Equal(NameForm.Suffix, name.Place.Form);
        Assert.Equal(origin, name.Origin.Text);
    }
}
