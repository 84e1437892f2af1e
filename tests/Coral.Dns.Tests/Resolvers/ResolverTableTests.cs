using System.Net;
using Coral.Core.Network;
using Coral.Dns.Protection;
using Coral.Dns.Queries;
using Coral.Dns.Resolvers;

namespace Coral.Dns.Tests.Resolvers;

/// <summary>The state of networks, and the bound on their number.</summary>
public sealed class ResolverTableTests
{
    private readonly ResolverTable _table = new(new SipHash(1, 2), rows: 16);

    [Fact]
    public void Of_TheSameNetwork_IsTheSameEntry()
    {
        Assert.Same(Of("198.51.100.1"), Of("198.51.100.254"));
        Assert.Same(Of("2001:db8:1:2::1"), Of("2001:db8:1:ffff::1"));
        Assert.NotSame(Of("198.51.100.1"), Of("198.51.101.1"));
        Assert.NotSame(Of("2001:db8:1::1"), Of("2001:db8:2::1"));
    }

    [Fact]
    public void Of_ManyNetworks_NeverHoldsMoreThanItsPlaces()
    {
        for (var i = 0; i < 10_000; i++)
        {
            Of($"10.{i / 256}.{i % 256}.1");
        }

        Assert.Equal(64, _table.Count);
    }

    [Fact]
    public void Measured_TheLeastOfAnHour_Counts()
    {
        var entry = Of("198.51.100.1");
        Assert.Null(entry.RoundTrip);

        Measure(30, RoundTripSource.Gap, isAddressValidated: false, minute: 0);
        AssertKnown(30, RoundTripSource.Gap, validated: null);
        Measure(50, RoundTripSource.Tcp, isAddressValidated: true, minute: 10);
        AssertKnown(30, RoundTripSource.Gap, validated: 50);
        Measure(20, RoundTripSource.Tcp, isAddressValidated: true, minute: 20);
        AssertKnown(20, RoundTripSource.Tcp, validated: 20);

        Measure(80, RoundTripSource.Gap, isAddressValidated: false, minute: 61);
        AssertKnown(80, RoundTripSource.Gap, validated: 20);
        Measure(90, RoundTripSource.Tcp, isAddressValidated: true, minute: 71);
        AssertKnown(80, RoundTripSource.Gap, validated: 90);

        void AssertKnown(double least, RoundTripSource source, double? validated) =>
            Assert.Equal(
                (least, source, validated),
                (entry.RoundTrip!.Value.TotalMilliseconds, entry.Source, entry.ValidatedRoundTrip?.TotalMilliseconds)
            );

        void Measure(int milliseconds, RoundTripSource source, bool isAddressValidated, int minute) =>
            entry.AddSample(
                TimeSpan.FromMilliseconds(milliseconds),
                source,
                isAddressValidated,
                TimeSpan.FromMinutes(minute)
            );
    }

    [Theory]
    [InlineData("198.51.100.7", "198.51.100.0/24")]
    [InlineData("2001:db8:1:2::3", "2001:db8:1::/48")]
    public void Prefix_OfAnAddress_IsWrittenAsPeopleDo(string address, string expected) =>
        Assert.Equal(expected, NetworkPrefix.Of(NodeAddress.From(IPAddress.Parse(address), 1)).ToString());

    private ResolverEntry Of(string address) =>
        _table.Of(NetworkPrefix.Of(NodeAddress.From(IPAddress.Parse(address), 53)));
}
