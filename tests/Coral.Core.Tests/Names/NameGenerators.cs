using Coral.Core.Names;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Core.Tests.Names;

/// <summary>
/// Valid origins, with a taste for what is hard: hyphens, zeros, <c>xn--</c>, long labels, odd ports.
/// </summary>
internal static class NameGenerators
{
    private const string Edge = "ab0x9_";
    private const string Inner = "ab0x9_--";

    public static Arbitrary<OriginAuthority> Authorities { get; } = Arb.From(Authority());

    /// <summary>Host fields of every kind: noise, octets, and coralized names with a few characters changed.</summary>
    public static Arbitrary<string> HostFields { get; } =
        Arb.From(
            Gen.OneOf(
                ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
                ArbMap.Default.GeneratorFor<byte[]>().Select(octets => System.Text.Encoding.Latin1.GetString(octets)),
                ArbMap.Default.GeneratorFor<string>().Select(text => $"{text}.localhost:8080"),
                Mutated(),
                OtherSpelling()
            )
        );

    private static Gen<OriginAuthority> Authority() =>
        from count in Gen.Choose(1, 5)
        from labels in Gen.ListOf(Label(), count)
        from last in Gen.Elements("com", "a-b", "x0", "xn--p1ai", "a")
        from port in Gen.Frequency((3, Gen.Constant((int?)null)), (2, Port()))
        let host = string.Join('.', labels.Append(last))
        let authority = OriginAuthority.Create(host, port, allowSingleLabel: false, out _)
        where authority is not null
        select authority;

    private static Gen<int?> Port() =>
        Gen.OneOf(Gen.Elements<int?>(1, 80, 443, 8080, 65535), Gen.Choose(1, 65535).Select(port => (int?)port));

    private static Gen<string> Label() =>
        from first in Gen.Elements(Edge.ToCharArray())
        from length in Gen.Frequency((8, Gen.Choose(0, 6)), (1, Gen.Choose(7, 61)))
        from inner in Gen.ArrayOf(Gen.Elements(Inner.ToCharArray()), length)
        from last in Gen.Elements(Edge.ToCharArray())
        select length == 0 ? first.ToString() : $"{first}{new string(inner)}{last}";

    private static Gen<string> Mutated() =>
        from authority in Authority()
        from form in Gen.Elements(NameForm.Suffix, NameForm.OneLabel, NameForm.Hash)
        from tail in Gen.Elements("", ":8080", ".", ".:80", ".localhost", ".80.localhost")
        from changes in Gen.Choose(0, 3)
        from places in Gen.ArrayOf(Gen.Choose(0, 300), changes)
        from characters in Gen.ArrayOf(Gen.Elements("-.0:[A\u212a\0 x".ToCharArray()), changes)
        select Mutate(Spell(authority, form) + tail, places, characters);

    private static Gen<string> OtherSpelling() =>
        from authority in Authority()
        let host = authority.Host
        let folded = SlowOneLabel.Encode(host, authority.Port) ?? "a-b"
        from field in Gen.Elements($"{host}.80.localhost", $"0-{folded}-0.localhost", $"{Unwrap(folded)}.localhost:80")
        select field;

    private static string Unwrap(string label) => label.EndsWith("-0") ? label[2..^2] : label;

    private static string Spell(OriginAuthority authority, NameForm form) =>
        NamesFixture.NewNames().Encode(authority, form, "localhost") ?? $"{authority.Host}.localhost";

    private static string Mutate(string text, int[] places, char[] characters)
    {
        var changed = text.ToCharArray();
        for (var i = 0; i < places.Length; i++)
        {
            changed[places[i] % changed.Length] = characters[i];
        }

        return new string(changed);
    }
}
