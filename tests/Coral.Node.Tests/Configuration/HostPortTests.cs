using Coral.Node.Configuration;

namespace Coral.Node.Tests.Configuration;

public sealed class HostPortTests
{
    [Theory]
    [InlineData("127.0.0.1:7400", "127.0.0.1", 7400, true)]
    [InlineData("[2001:db8::1]:7400", "2001:db8::1", 7400, true)]
    [InlineData("localhost:1", "localhost", 1, false)]
    [InlineData("Node.Example.NET:65535", "node.example.net", 65535, false)]
    [InlineData("node.example.net.:7400", "node.example.net", 7400, false)]
    [InlineData("a_b-c:7400", "a_b-c", 7400, false)]
    public void TryParse_HostAndPort_AreRead(string text, string host, int port, bool isAddress)
    {
        Assert.True(HostPort.TryParse(text, null, out var read));
        Assert.Equal((host, port, isAddress), (read.Host, read.Port, read.Address is not null));
        Assert.True(HostPort.TryParse(read.ToString(), null, out var again));
        Assert.Equal(read, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":7400")]
    [InlineData("localhost")]
    [InlineData("localhost:")]
    [InlineData("localhost:0")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:+1")]
    [InlineData("localhost:1:2")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.1:7400")]
    [InlineData("0x7f.1:7400")]
    [InlineData("2001:db8::1")]
    [InlineData("a..b:7400")]
    [InlineData("-a:7400")]
    [InlineData("a b:7400")]
    [InlineData("http://a:7400")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(HostPort.TryParse(text, null, out _));
}
