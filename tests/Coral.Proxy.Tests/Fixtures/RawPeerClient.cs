using System.Net;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>Anybody who reaches a peer port with an HTTP/2 client.</summary>
internal sealed class RawPeerClient(IPEndPoint target) : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler { UseProxy = false });

    public Task<HttpResponseMessage> GetAsync(
        string path,
        string host,
        params ReadOnlySpan<(string Name, string Value)> fields
    )
    {
        var message = new HttpRequestMessage(HttpMethod.Get, $"http://{target}{path}");
        message.Headers.Host = host;
        foreach (var (name, value) in fields)
        {
            Assert.True(message.Headers.TryAddWithoutValidation(name, value));
        }

        return SendAsync(message);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message)
    {
        message.RequestUri = new Uri($"http://{target}{message.RequestUri!.PathAndQuery}");
        message.Version = HttpVersion.Version20;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return _invoker.SendAsync(message, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _invoker.Dispose();
}
