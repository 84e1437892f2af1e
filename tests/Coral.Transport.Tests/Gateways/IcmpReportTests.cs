using System.Net;
using Coral.Transport.Gateways;

namespace Coral.Transport.Tests.Gateways;

/// <summary>Control messages as a 64-bit Linux (little-endian) writes them.</summary>
public sealed class IcmpReportTests
{
    // Time exceeded (11, 0) from 198.51.100.1, as recvmsg gave it behind a router that had that address.
    private const string TimeExceeded =
        "3000000000000000"
        + "00000000"
        + "0b000000"
        + "71000000020b0000"
        + "0000000000000000"
        + "02000000c6336401"
        + "0000000000000000";

    private const string HopLimitExceeded =
        "3c00000000000000"
        + "29000000"
        + "19000000"
        + "7100000003030000"
        + "0000000000000000"
        + "0a00000000000000"
        + "20010db8000000000000000000000001"
        + "00000000"
        + "00000000";

    [Fact]
    public void TryRead_OfARouterThatTheHopLimitEndedAt_NamesIt()
    {
        Assert.True(IcmpReport.TryRead(Convert.FromHexString(TimeExceeded), out var report));
        Assert.Equal(new IcmpReport(11, 0, IPAddress.Parse("198.51.100.1")), report);
        Assert.True(report.IsTimeExceeded);
    }

    [Fact]
    public void TryRead_OfAnIPv6Router_NamesIt()
    {
        Assert.True(IcmpReport.TryRead(Convert.FromHexString(HopLimitExceeded), out var report));
        Assert.Equal(new IcmpReport(3, 0, IPAddress.Parse("2001:db8::1")), report);
        Assert.True(report.IsTimeExceeded);
    }

    [Fact]
    public void TryRead_OfATargetWhosePortIsClosed_IsNoRouter()
    {
        var bytes = Convert.FromHexString(TimeExceeded);
        (bytes[21], bytes[22]) = (3, 3);

        Assert.True(IcmpReport.TryRead(bytes, out var report));
        Assert.False(report.IsTimeExceeded);
    }

    [Fact]
    public void TryRead_BehindAnotherMessage_FindsIt()
    {
        // 20 bytes of something else, padded to 24.
        var other = Convert.FromHexString("1400000000000000" + "01000000" + "1d000000" + "0102030400000000");

        Assert.True(IcmpReport.TryRead([.. other, .. Convert.FromHexString(TimeExceeded)], out var report));
        Assert.Equal("198.51.100.1", report.Reporter.ToString());
        Assert.False(IcmpReport.TryRead(other, out _));
    }

    [Theory]
    [InlineData(0, 15)] // a length below its own head
    [InlineData(0, 49)] // a length beyond the bytes
    [InlineData(0, 24)] // too short for what it says to be
    [InlineData(20, 1)] // an error of this machine's own: nobody reported it
    [InlineData(32, 10)] // an IPv6 address in an IPv4 report
    [InlineData(12, 12)] // another type
    public void TryRead_OfSomethingElse_IsRefused(int at, byte value)
    {
        var bytes = Convert.FromHexString(TimeExceeded);
        bytes[at] = value;

        Assert.False(IcmpReport.TryRead(bytes, out _));
    }

    [Fact]
    public void TryRead_OfAnyBytes_NeverThrows()
    {
        var random = new Random(1);
        var valid = Convert.FromHexString(TimeExceeded);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = valid[..random.Next(valid.Length + 1)];
            for (var flips = random.Next(4); flips > 0 && bytes.Length > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            IcmpReport.TryRead(bytes, out _);
        }
    }
}
