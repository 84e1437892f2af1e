using Coral.Core.Names;
using FsCheck;
using FsCheck.Fluent;
using static Coral.Core.Tests.Names.NamesFixture;

namespace Coral.Core.Tests.Names;

public class NameProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3000);

    [Theory]
    [InlineData(NameForm.Suffix)]
    [InlineData(NameForm.OneLabel)]
    [InlineData(NameForm.Hash)]
    public void Encode_AnyOrigin_IsReadAsTheSameOrigin(NameForm form)
    {
        var names = NewNames();
        Prop.ForAll(
                NameGenerators.Authorities,
                authority =>
                {
                    var host = names.Encode(authority, form, "localhost");
                    if (host is null)
                    {
                        return form == NameForm.Suffix
                            && $"{SuffixForm.Encode(authority)}.localhost".Length > HostRules.MaxNameLength;
                    }

                    // The default port is left out of the canonical spelling, and so is needless hashing.
                    var decision = names.Decode(host, WebScheme.Http);
                    var expected = OriginScheme.Resolve(authority, WebScheme.Http, declared: null);
                    return host.Split('.').All(label => label.Length is > 0 and <= HostRules.MaxLabelLength)
                        && (decision.Kind == HostKind.Coralized || authority.Port == 80 || form == NameForm.Hash)
                        && decision.Name!.Origin == expected
                        && decision.Name.Authority == (authority.Port == 80 ? authority.WithPort(null) : authority);
                }
            )
            .Check(Many);
    }

    [Fact]
    public void Encode_OneLabel_IsWhatTheSlowModelSays()
    {
        Prop.ForAll(
                NameGenerators.Authorities,
                authority => OneLabelCodec.Encode(authority) == SlowOneLabel.Encode(authority.Host, authority.Port)
            )
            .Check(Many);
    }

    [Fact]
    public void Decode_AnyField_NeverThrowsAndAcceptsOnlyCanonicalNames()
    {
        var names = NewNames();
        var accepted = 0;
        var redirected = 0;
        Prop.ForAll(
                NameGenerators.HostFields,
                field =>
                {
                    var decision = names.Decode(field, WebScheme.Http);
                    switch (decision.Kind)
                    {
                        case HostKind.Coralized:
                            accepted++;
                            return SpellsItself(names, decision.Name!)
                                && field.StartsWith(decision.Name!.Host, StringComparison.OrdinalIgnoreCase);
                        case HostKind.Redirect:
                            redirected++;
                            var target = names.Decode(decision.Name!.HostAndPort, WebScheme.Http);
                            return target.Kind == HostKind.Coralized && target.Name == decision.Name;
                        case HostKind.BareZone:
                            return decision.Place!.Zone == "localhost";
                        default:
                            return decision.Fault!.ToString().Length > 0;
                    }
                }
            )
            .Check(Many);

        // Were one of these zero, the generator would have stopped testing what it is for.
        Assert.True(accepted > 100, $"Only {accepted} fields were accepted.");
        Assert.True(redirected > 100, $"Only {redirected} fields were redirected.");
    }

    /// <summary>
    /// Every host of up to eight characters of a small alphabet, with and without ports: no name means two.
    /// </summary>
    [Fact]
    public void Encode_AllShortHosts_ShareNoName()
    {
        var names = NewNames();
        var owners = new Dictionary<string, OriginAuthority>(StringComparer.Ordinal);
        foreach (var authority in ShortHosts(8).SelectMany(WithPorts))
        {
            foreach (var form in (ReadOnlySpan<NameForm>)[NameForm.Suffix, NameForm.OneLabel])
            {
                var name = names.Encode(authority, form, "localhost")!;
                Assert.True(owners.TryAdd(name, authority), $"{name} is {authority} and {owners[name]}.");
            }
        }

        Assert.True(owners.Count > 10_000, $"Only {owners.Count} names.");
    }

    private static bool SpellsItself(CoralizedNames names, CoralizedName name) =>
        names.Encode(name.Authority, name.Place.Form, name.Place.Zone) == name.Host;

    private static IEnumerable<OriginAuthority> WithPorts(string host) =>
        new int?[] { null, 1, 80, 443 }
            .Select(port => OriginAuthority.Create(host, port, allowSingleLabel: false, out _))
            .OfType<OriginAuthority>();

    private static IEnumerable<string> ShortHosts(int length) =>
        length == 0
            ? [""]
            : ShortHosts(length - 1).SelectMany(host => "a0-.".Select(c => host + c).Append(host)).Distinct();
}
