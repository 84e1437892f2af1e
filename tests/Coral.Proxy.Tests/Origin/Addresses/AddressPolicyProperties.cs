using System.Net;
using Coral.Proxy.Origin.Addresses;
using FsCheck;
using FsCheck.Fluent;

namespace Coral.Proxy.Tests.Origin.Addresses;

public class AddressPolicyProperties
{
    /// <summary>First and last addresses of ranges, and prefixes of every embedding.</summary>
    private static readonly string[] Edges =
    [
        "0.0.0.0",
        "10.0.0.0",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "169.254.0.0",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.0",
        "192.0.2.0",
        "192.88.99.0",
        "192.168.0.0",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.0",
        "203.0.113.0",
        "224.0.0.0",
        "240.0.0.0",
        "8.8.8.8",
        "192.0.1.0",
        "::",
        "::1",
        "::ffff:0.0.0.0",
        "::127.0.0.1",
        "64:ff9b::",
        "64:ff9b:1::",
        "100::",
        "2000::",
        "2001::",
        "2001:2::",
        "2001:1ff::",
        "2001:db8::",
        "2002::",
        "3fff::",
        "3fff:1000::",
        "4000::",
        "fc00::",
        "fe80::",
        "fec0::",
        "ff00::",
        "2606:4700::5efe:0.0.0.0",
        "2606:4700::200:5efe:0.0.0.0",
    ];

    [Fact]
    public void Classify_AnyAddress_IsWhatTheModelSays()
    {
        var allowed = 0;
        var refused = 0;
        Prop.ForAll(
                Arb.From(Addresses()),
                address =>
                {
                    var outcome = AddressPolicy.Classify(address);
                    allowed += outcome.IsAllowed ? 1 : 0;
                    refused += outcome.IsAllowed ? 0 : 1;
                    return outcome.IsAllowed == BitStringModel.Allows(address);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

        Assert.True(allowed > 1000 && refused > 1000, $"{allowed} allowed, {refused} refused.");
    }

    private static Gen<IPAddress> Addresses() =>
        Gen.OneOf(
            Octets(4).Select(octets => new IPAddress(octets)),
            Octets(16).Select(octets => new IPAddress(octets)),
            Flipped(),
            Filled()
        );

    /// <summary>An edge with a few bits turned.</summary>
    private static Gen<IPAddress> Flipped() =>
        from edge in Gen.Elements(Edges)
        from count in Gen.Choose(0, 3)
        from bits in Gen.ArrayOf(Gen.Choose(0, 127), count)
        select Flip(IPAddress.Parse(edge).GetAddressBytes(), bits);

    /// <summary>An edge whose tail is another edge's, or noise: what hides in an embedding.</summary>
    private static Gen<IPAddress> Filled() =>
        from edge in Gen.Elements(Edges)
        from inner in Gen.OneOf(
            Octets(4),
            Gen.Elements(Edges[..20]).Select(text => IPAddress.Parse(text).GetAddressBytes())
        )
        from place in Gen.Elements(2, 4, 12)
        from invert in Gen.Elements(false, true)
        select Fill(IPAddress.Parse(edge).GetAddressBytes(), inner, place, invert);

    private static Gen<byte[]> Octets(int count) => Gen.ArrayOf(Gen.Choose(0, 255).Select(octet => (byte)octet), count);

    private static IPAddress Flip(byte[] octets, int[] bits)
    {
        foreach (var bit in bits.Select(bit => bit % (octets.Length * 8)))
        {
            octets[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        return new IPAddress(octets);
    }

    private static IPAddress Fill(byte[] octets, byte[] inner, int place, bool invert)
    {
        for (var i = 0; i < 4 && place + i < octets.Length; i++)
        {
            octets[place + i] = invert ? (byte)~inner[i] : inner[i];
        }

        return new IPAddress(octets);
    }
}
