using System.Net;
using System.Text.Json;
using Coral.Node.Admin;
using Coral.Node.Hosting;

namespace Coral.Node.Tests.Admin;

/// <summary>Whom the admin API answers, and how it says no.</summary>
public sealed class AdminServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:7480")]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9:1")]
    [InlineData("[::1]:7480")]
    public async Task Request_ByAnOwnName_IsServed(string host)
    {
        await using var admin = await AdminUnderTest.StartAsync();

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await admin.SendRawAsync(Head(host)));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("www.localhost")]
    [InlineData("192.0.2.1:7480")]
    [InlineData("[2001:db8::1]")]
    public async Task Request_ByAnotherName_IsRefused(string host)
    {
        await using var admin = await AdminUnderTest.StartAsync();
        var answer = await admin.SendRawAsync(Head(host));

        Assert.StartsWith("HTTP/1.1 403 Forbidden\r\n", answer);
        Assert.Contains("application/problem+json", answer);
    }

    [Theory]
    [InlineData("Origin: http://evil.example")]
    [InlineData("Origin: null")]
    [InlineData("Origin: https://localhost:7480")]
    [InlineData("Origin: http://localhost:8080")]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: same-site")]
    public async Task Request_OfAPageFromElsewhere_IsRefused(string field)
    {
        await using var admin = await AdminUnderTest.StartAsync();

        Assert.StartsWith("HTTP/1.1 403 Forbidden\r\n", await admin.SendRawAsync(Head("localhost:7480", field)));
    }

    [Theory]
    [InlineData("Origin: http://localhost:7480")]
    [InlineData("Sec-Fetch-Site: same-origin")]
    [InlineData("Sec-Fetch-Site: none")]
    public async Task Request_OfItsOwnPageOrTheUser_IsServed(string field)
    {
        await using var admin = await AdminUnderTest.StartAsync();

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await admin.SendRawAsync(Head("localhost:7480", field)));
    }

    [Theory]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound, "Not found")]
    [InlineData("DELETE", "/index/levels", HttpStatusCode.MethodNotAllowed, "Method not allowed")]
    [InlineData("GET", "/index/nodes?level=3", HttpStatusCode.BadRequest, "Bad request")]
    public async Task Request_ThatIsWrong_GetsAProblem(string method, string path, HttpStatusCode status, string title)
    {
        await using var admin = await AdminUnderTest.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await admin.Client.SendAsync(request, Token);
        var problem = await ReadProblemAsync(response);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((title, (int)status), (problem.Title, problem.Status));
        Assert.NotEmpty(problem.Detail);
        Assert.Equal(status == HttpStatusCode.MethodNotAllowed, response.Content.Headers.Allow.Count > 0);
    }

    [Fact]
    public async Task Request_ThatAFaultOfOursMeets_IsAnswered500WithoutIts()
    {
        await using var admin = await AdminUnderTest.StartAsync(
            new AdminRoute("GET", "/broken", _ => throw new InvalidOperationException("secret"))
        );
        using var response = await admin.Client.GetAsync(new Uri("/broken", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("secret", (await ReadProblemAsync(response)).Detail);
    }

    [Fact]
    public async Task Request_Head_HasNoBody()
    {
        await using var admin = await AdminUnderTest.StartAsync();
        var answer = await admin.SendRawAsync(Head("localhost", method: "HEAD"));

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
        Assert.EndsWith("\r\n\r\n", answer);
    }

    private static string Head(string host, string field = "X-A: b", string method = "GET") =>
        $"{method} /index/levels HTTP/1.1\r\nHost: {host}\r\n{field}\r\nConnection: close\r\n\r\n";

    private static async Task<AdminProblem> ReadProblemAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(Token), AdminJson.Default.AdminProblem)!;
}
