using System.Net;

namespace Coral.Functional.Tests.Fixtures;

internal sealed class NodeUnderTest : IAsyncDisposable
{
    public const string Site = "site.test";

    private NodeUnderTest(IPEndPoint http)
    {
        Http = http;
        Client = NodeClient.Create(http);
    }

    public IPEndPoint Http { get; }
    public IPEndPoint? Http2 { get; }
    public HttpClient Client { get; }

    public static Task<NodeUnderTest> StartAsync(IPEndPoint origin, NodeSettings? settings = null) =>
        throw new NotSupportedException();

    public Uri Url(string target, string host = Site) => new($"http://{host}.localhost:{Http.Port}{target}");

    public async Task<HttpResponseMessage> GetAsync(
        string target,
        Action<HttpRequestMessage>? change = null,
        HttpMethod? method = null
    )
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, Url(target));
        change?.Invoke(request);
        return await Client.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
    }

    public Task WaitingAsync(int requests) => throw new NotSupportedException($"{requests}");

    public Task StopAsync() => throw new NotSupportedException();

    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
