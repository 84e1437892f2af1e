using Coral.Core.Names;
using static Coral.Core.Tests.Names.NamesFixture;

namespace Coral.Core.Tests.Names;

public class ServedHostTests
{
    [Fact]
    public void Decode_DeclaredSite_AnswersUnderItsOwnNameAndEveryForm()
    {
        var names = Serving(new ServedHost("WWW.X.com", WebScheme.Https));

        var name = names.Decode("www.x.com:8080", WebScheme.Http).Name!;

        Assert.Equal(new NamePlace(WebScheme.Http, NameForm.Exact, Zone: null, 8080), name.Place);
        Assert.Equal("www.x.com:8080", name.HostAndPort);
        Assert.Equal("https://www.x.com", name.Origin.Text);
        Assert.Equal("https://www.x.com", names.Decode("www.x.com.localhost", WebScheme.Http).Name!.Origin.Text);
        Assert.Equal("https://www.x.com", names.Decode("www-x-com.localhost", WebScheme.Http).Name!.Origin.Text);
        Assert.Equal(HostKind.NotOurs, names.Decode("x.com", WebScheme.Http).Kind);
    }

    [Fact]
    public void Decode_PortThatChangesNothingForADeclaredSite_Redirects()
    {
        var names = Serving(new ServedHost("www.x.com", WebScheme.Https), new ServedHost("y.com", WebScheme.Http));

        var https = names.Decode("www.x.com.443.localhost", WebScheme.Http);
        var http = names.Decode("y.com.80.localhost", WebScheme.Https);

        Assert.Equal((HostKind.Redirect, "www.x.com.localhost"), (https.Kind, https.Name!.Host));
        Assert.Equal((HostKind.Redirect, "y.com.localhost"), (http.Kind, http.Name!.Host));
    }

    [Fact]
    public void Decode_PinnedSingleLabel_IsAnOrigin()
    {
        var names = Serving(new ServedHost("my-host"));

        var exact = names.Decode("my-host", WebScheme.Http).Name!;
        var suffix = names.Decode("my-host.localhost:8080", WebScheme.Http).Name!;
        var withPort = names.Decode("my-host.8000.localhost", WebScheme.Http).Name!;
        var oneLabel = names.Decode("my--host-8000.localhost", WebScheme.Http).Name!;

        Assert.Equal((NameForm.Exact, "http://my-host"), (exact.Place.Form, exact.Origin.Text));
        Assert.Equal((NameForm.Suffix, "http://my-host"), (suffix.Place.Form, suffix.Origin.Text));
        Assert.Equal((NameForm.Suffix, "http://my-host:8000"), (withPort.Place.Form, withPort.Origin.Text));
        Assert.Equal((NameForm.OneLabel, "http://my-host:8000"), (oneLabel.Place.Form, oneLabel.Origin.Text));
    }

    [Fact]
    public void Encode_HostWhoseOneLabelFormIsAPinnedHost_GetsTheHashLabel()
    {
        var names = Serving(new ServedHost("my-host"));
        var other = Authority("my.host");

        var host = names.Encode(other, NameForm.OneLabel, "localhost")!;

        Assert.Equal($"{HashLabel.Of(other)}.localhost", host);
        Assert.Equal(other, names.Decode(host, WebScheme.Http).Name!.Authority);
    }

    [Fact]
    public void Decode_PinnedHostInsideAZone_IsNotNested()
    {
        var names = Serving(new ServedHost("app.localhost"));

        Assert.Equal(NameForm.Exact, names.Decode("app.localhost:8080", WebScheme.Http).Name!.Place.Form);
        Assert.Equal("app.localhost", names.Decode("app.localhost.localhost", WebScheme.Http).Name!.Authority.Host);
    }

    [Fact]
    public void Encode_NameThatIsASitesOwn_IsNotGiven()
    {
        var names = Serving(new ServedHost("www.x.com.localhost"));

        Assert.Null(names.Encode(Authority("www.x.com"), NameForm.Suffix, "localhost"));
        Assert.Null(names.Encode(Authority("www.x.com"), NameForm.Exact, zone: null));
    }
}
