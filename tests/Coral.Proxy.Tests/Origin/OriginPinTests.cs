using System.Net;
using Coral.Proxy.Origin;

namespace Coral.Proxy.Tests.Origin;

public sealed class OriginPinTests
{
    [Theory]
    [InlineData("www.x.com=127.0.0.1", "www.x.com", "127.0.0.1", null)]
    [InlineData("www.x.com=127.0.0.1:8000", "www.x.com", "127.0.0.1", 8000)]
    [InlineData("WWW.X.com=10.0.0.1:65535", "www.x.com", "10.0.0.1", 65535)]
    [InlineData("single=192.0.2.1:1", "single", "192.0.2.1", 1)]
    [InlineData("a_b.x-y.com=2001:db8::1", "a_b.x-y.com", "2001:db8::1", null)]
    [InlineData("www.x.com=[2001:db8::1]:8000", "www.x.com", "2001:db8::1", 8000)]
    [InlineData("www.x.com=2001:db8::1:8000", "www.x.com", "2001:db8::1:8000", null)]
    [InlineData("www.x.com=localhost", "www.x.com", "localhost", null)]
    [InlineData("www.x.com=backend:8000", "www.x.com", "backend", 8000)]
    [InlineData("www.x.com=Origin.X.com:443", "www.x.com", "origin.x.com", 443)]
    public void TryParse_Pin_IsRead(string text, string host, string server, int? port)
    {
        Assert.True(OriginPin.TryParse(text, out var pin, out var error));
        Assert.Null(error);
        Assert.Equal(new OriginPin(host, server, port), pin);
        Assert.True(OriginPin.TryParse(pin.ToString(), out var again, out _));
        Assert.Equal(pin, again);
    }

    [Theory]
    [InlineData("", "HOST=SERVER[:PORT]")]
    [InlineData("www.x.com", "HOST=SERVER[:PORT]")]
    [InlineData("=127.0.0.1", "host name")]
    [InlineData("http://www.x.com=127.0.0.1", "'http://www.x.com'")]
    [InlineData("www.x.com:80=127.0.0.1", "'www.x.com:80'")]
    [InlineData("www..x.com=127.0.0.1", "host name")]
    [InlineData("10.0.0.1=127.0.0.1", "host name")]
    [InlineData("www.x.com=", "''")]
    [InlineData("www.x.com=a..b", "'a..b'")]
    [InlineData("www.x.com=http://a", "'http://a'")]
    [InlineData("www.x.com=[backend]:80", "brackets")]
    [InlineData("www.x.com=backend:0", "65535")]
    [InlineData("www.x.com=1.2.3.4.5", "'1.2.3.4.5'")]
    [InlineData("www.x.com=127.1", "'127.1'")]
    [InlineData("www.x.com=127.0.0.1:", "65535")]
    [InlineData("www.x.com=127.0.0.1:0", "65535")]
    [InlineData("www.x.com=127.0.0.1:65536", "65535")]
    [InlineData("www.x.com=127.0.0.1:+80", "65535")]
    [InlineData("www.x.com=[127.0.0.1]:80", "IPv4")]
    [InlineData("www.x.com=[::1]", "brackets")]
    [InlineData("www.x.com=127.0.0.1=80", "'127.0.0.1=80'")]
    public void TryParse_NoPin_SaysWhatIsAllowed(string text, string named)
    {
        Assert.False(OriginPin.TryParse(text, out var pin, out var error));
        Assert.Null(pin);
        Assert.Contains(named, error);
        Assert.DoesNotContain('\n', error);
        Assert.Contains(named, Assert.Throws<FormatException>(() => OriginPins.Parse([text])).Message);
    }

    [Fact]
    public void TryFind_Host_IgnoresCaseAndTakesTheLaterPin()
    {
        var pins = OriginPins.Parse(["www.x.com=10.0.0.1", "single=10.0.0.2", "WWW.x.com=10.0.0.3:80"]);

        Assert.True(pins.TryFind("www.X.com", out var pin));
        Assert.Equal(IPAddress.Parse("10.0.0.3"), pin.Address);
        Assert.False(pins.TryFind("x.com", out _));
        Assert.Equal(["single", "www.x.com"], pins.Hosts.Order(StringComparer.Ordinal));
    }
}
