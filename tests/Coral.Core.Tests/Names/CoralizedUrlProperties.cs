using Coral.Core.Names;
using FsCheck;
using FsCheck.Fluent;
using static Coral.Core.Tests.Names.NamesFixture;

namespace Coral.Core.Tests.Names;

public class CoralizedUrlProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3000);

    [Fact]
    public void Coralize_AnyUrl_ReadsBackAsItselfOrSaysWhyNot()
    {
        var urls = new CoralizedUrls(NewNames());
        var made = 0;
        Prop.ForAll(
                Arb.From(Urls()),
                Arb.From(Places()),
                (url, place) =>
                {
                    var coralized = urls.Coralize(url, place, out var fault);
                    if (coralized is null)
                    {
                        return fault is not null;
                    }

                    made++;
                    var text = coralized.ToString();
                    return fault is null
                        && text.All(c => c is > ' ' and < '\u007f')
                        && urls.Parse(text, out _) == coralized
                        && urls.Coralize(coralized.OriginUrl, place, out _) == coralized;
                }
            )
            .Check(Many);

        Assert.True(made > 500, $"Only {made} URLs were coralized.");
    }

    [Fact]
    public void Rewrite_AnyLocation_LeadsToTheSameOrigin()
    {
        var names = NewNames();
        var urls = new CoralizedUrls(names);
        var made = 0;
        Prop.ForAll(
                Arb.From(Urls()),
                Arb.From(Places()),
                (location, place) =>
                {
                    var name = names.Name(new WebOrigin(place.ClientScheme, "www.x.com", 8000), place, out _)!;
                    if (urls.RewriteLocation(name, location) is not { } rewritten)
                    {
                        return true;
                    }

                    made++;
                    var there = urls.Parse(rewritten, out _)!;
                    UrlParts.ParseField(location, name.Origin.Scheme, out var target);
                    return there.Name.Origin == new WebOrigin(target.Scheme, target.Host, target.Port)
                        && there.Name.Place with { Form = place.Form } == place;
                }
            )
            .Check(Many);

        Assert.True(made > 500, $"Only {made} locations were rewritten.");
    }

    private static Gen<NamePlace> Places() =>
        from scheme in Gen.Elements(WebScheme.Http, WebScheme.Https)
        from form in Gen.Elements(NameForm.Suffix, NameForm.OneLabel)
        from port in Gen.Elements<int?>(null, 8080)
        select new NamePlace(scheme, form, "localhost", port);

    private static Gen<string> Urls() =>
        Gen.Frequency(
            (1, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")),
            (1, ArbMap.Default.GeneratorFor<string>().Select(text => $"http://{text}")),
            (
                4,
                from scheme in Gen.Elements("http://", "https://", "HTTP://", "//")
                from authority in NameGenerators.Authorities.Generator
                from rest in Gen.OneOf(
                    Gen.Elements("", "/", "/a?b#c", "?q", "#f", "//x", "/\u00fc", "/\ud800"),
                    ArbMap.Default.GeneratorFor<string>().Select(text => $"/{text}")
                )
                select $"{scheme}{authority}{rest}"
            )
        );
}
