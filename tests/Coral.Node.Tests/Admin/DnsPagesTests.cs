using System.Net;
using System.Text.Json;
using Coral.Node.Admin;
using Coral.Node.Admin.Dns;

namespace Coral.Node.Tests.Admin;

/// <summary>What is refused; the answers of a real server are tested with the command that shows them.</summary>
public sealed class DnsPagesTests
{
    [Theory]
    [InlineData("", "name must be a domain name.")]
    [InlineData("?name=a..b", "name must be a domain name.")]
    [InlineData("?name=a.b&resolver=here", "resolver must be an IP address.")]
    [InlineData("?name=a.b&subnet=1.2.3.4/33", "subnet must be a network such as 192.0.2.0/24.")]
    [InlineData("?name=a.b&type=MX", "type must be A or AAAA.")]
    public async Task Explain_WithAnInvalidParameter_Is400(string query, string detail) =>
        Assert.Equal((HttpStatusCode.BadRequest, detail), await AskAsync(query));

    [Fact]
    public async Task Explain_OnANodeWithoutDns_Is404AndSaysSo() =>
        Assert.Equal(
            (HttpStatusCode.NotFound, "This node has no DNS server."),
            await AskAsync("?name=a.b&resolver=::1&subnet=2001:db8::/32&type=aaaa")
        );

    private static async Task<(HttpStatusCode Status, string Detail)> AskAsync(string query)
    {
        await using var admin = await AdminUnderTest.StartAsync([.. new DnsPages(() => null).Routes]);
        using var response = await admin.Client.GetAsync(
            new Uri($"/dns/explain{query}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonSerializer.Deserialize(body, AdminJson.Default.AdminProblem)!.Detail);
    }
}
