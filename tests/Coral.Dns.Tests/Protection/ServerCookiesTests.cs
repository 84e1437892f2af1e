using System.Net;
using Coral.Core.Identity;
using Coral.Core.Network;
using Coral.Dns.Protection;

namespace Coral.Dns.Tests.Protection;

/// <summary>Cookies, against the worked examples of RFC 9018, appendix A.</summary>
public sealed class ServerCookiesTests
{
    private const string Secret = "e5e973e5a6b2a43f48e7dc849e37bfcf";
    private static readonly DateTimeOffset A1 = DateTimeOffset.FromUnixTimeSeconds(1_559_731_985);

    [Theory]
    [InlineData(Secret, "2464c4abcf10c957", "198.51.100.100", 1_559_731_985, "010000005cf79f111f8130c3eee29480")]
    [InlineData(Secret, "2464c4abcf10c957", "198.51.100.100", 1_559_734_385, "010000005cf7a871d4a564a1442aca77")]
    [InlineData(Secret, "fc93fc62807ddb86", "203.0.113.203", 1_559_734_700, "010000005cf7a9acf73a7810aca2381e")]
    [InlineData(
        "445536bcd2513298075a5d379663c962",
        "22681ab97d52c298",
        "2001:db8:220:1:59de:d0f4:8769:82b8",
        1_559_741_961,
        "010000005cf7c609a6bb79d16625507a"
    )]
    public void Write_OfTheRfcsExamples_IsTheirCookie(
        string secret,
        string client,
        string address,
        long seconds,
        string expected
    )
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var cookies = new ServerCookies(new Given(secret), now);
        var server = new byte[ServerCookies.Bytes];

        cookies.Write(Convert.FromHexString(client), At(address), now, server);

        Assert.Equal(expected, Convert.ToHexStringLower(server));
        Assert.True(cookies.IsValid(Convert.FromHexString(client), server, At(address), now));
    }

    [Fact]
    public void IsValid_ReservedBytesSet_TakesThemAsTheyAre()
    {
        // Example A.3: a cookie whose reserved bytes another implementation has filled.
        var cookies = new ServerCookies(new Given(Secret), A1);
        var server = Convert.FromHexString("01abcdef5cf78f71a314227b6679ebf5");

        var made = DateTimeOffset.FromUnixTimeSeconds(0x5cf78f71);
        Assert.True(cookies.IsValid(Convert.FromHexString("fc93fc62807ddb86"), server, At("203.0.113.203"), made));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3600, true)]
    [InlineData(3601, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void IsValid_ByAge_HoldsAnHourAndFiveMinutesAhead(int age, bool expected)
    {
        var cookies = new ServerCookies(new Given(Secret), A1);
        var client = Convert.FromHexString("2464c4abcf10c957");
        var server = Convert.FromHexString("010000005cf79f111f8130c3eee29480");

        Assert.Equal(expected, cookies.IsValid(client, server, At("198.51.100.100"), A1.AddSeconds(age)));
    }

    [Fact]
    public void IsValid_AnyBitChangedOrAnotherAddress_IsNot()
    {
        var cookies = new ServerCookies(new Given(Secret), A1);
        var client = Convert.FromHexString("2464c4abcf10c957");
        var server = Convert.FromHexString("010000005cf79f111f8130c3eee29480");

        for (var bit = 0; bit < 8 * server.Length; bit++)
        {
            var changed = server.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(cookies.IsValid(client, changed, At("198.51.100.100"), A1), $"bit {bit}");
        }

        Assert.False(cookies.IsValid(client, server, At("198.51.100.101"), A1));
        Assert.False(cookies.IsValid(client, server.AsSpan(0, 15), At("198.51.100.100"), A1));
    }

    [Fact]
    public void Refresh_OnceADay_KnowsTheSecretBeforeAndNoOlderOne()
    {
        var cookies = new ServerCookies(new Fixtures.SeededTokens(1), A1);
        var client = new byte[8];
        var server = new byte[ServerCookies.Bytes];
        var address = At("192.0.2.9");
        var late = A1 + ServerCookies.SecretLifetime;
        cookies.Write(client, address, late, server);

        cookies.Refresh(late - TimeSpan.FromSeconds(1));
        cookies.Refresh(late);
        Assert.True(cookies.IsValid(client, server, address, late));
        var renewed = new byte[ServerCookies.Bytes];
        cookies.Write(client, address, late, renewed);
        Assert.NotEqual(server, renewed);

        cookies.Refresh(late + ServerCookies.SecretLifetime);
        Assert.False(cookies.IsValid(client, server, address, late));
    }

    private static NodeAddress At(string address) => NodeAddress.From(IPAddress.Parse(address), 53);

    private sealed class Given(string secret) : ITokenSource
    {
        public void Fill(Span<byte> token) => Convert.FromHexString(secret).CopyTo(token);
    }
}
