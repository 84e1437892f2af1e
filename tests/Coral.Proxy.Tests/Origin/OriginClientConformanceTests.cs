using System.Globalization;
using System.Text;
using Coral.Caching.Http;
using Coral.Caching.Tests.Conformance;
using Coral.Caching.Transfers;
using Coral.Proxy.Tests.Fixtures;
using Coral.Testing.Origins;

namespace Coral.Proxy.Tests.Origin;

/// <summary>The real way to an origin, over HTTP/1.1 and loopback.</summary>
public sealed class OriginClientConformanceTests : OriginFetcherConformance
{
    protected override async Task RunAsync(Func<IOriginSite, Task> test)
    {
        await using var site = new Site();
        await test(site).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private sealed class Site : IOriginSite, IAsyncDisposable
    {
        private readonly ScriptedOrigin _origin;
        private readonly OriginHarness _harness;
        private int _requests;
        private bool _isGone;

        public Site()
        {
            _origin = ScriptedOrigin.Start(PlayAsync);
            _harness = OriginHarness.Of(_origin);
        }

        public IOriginFetcher Fetcher => _harness.Client;

        public CacheKey Key { get; } = new("http://www.x.com", "/a");

        public byte[] Content { get; } = Bodies.Of(5000);

        public string Tag => "\"v1\"";

        public int Requests => Volatile.Read(ref _requests);

        public async Task KillAsync()
        {
            if (!_isGone)
            {
                _isGone = true;
                await _origin.DisposeAsync();
            }
        }

        public async ValueTask DisposeAsync()
        {
            _harness.Dispose();
            await KillAsync();
        }

        private async Task PlayAsync(ScriptedConnection connection)
        {
            while (await connection.ReadHeadAsync() is { } head)
            {
                Interlocked.Increment(ref _requests);
                await connection.SendAsync(Response(head));
            }
        }

        private byte[] Response(string head)
        {
            if (head.Contains($"If-None-Match: {Tag}", StringComparison.Ordinal))
            {
                return Latin1($"HTTP/1.1 304 Not Modified\r\nETag: {Tag}\r\n\r\n");
            }

            var isRest =
                head.Contains("Range: bytes=1000-", StringComparison.Ordinal)
                && head.Contains($"If-Range: {Tag}", StringComparison.Ordinal);
            var body = isRest ? Content[1000..] : Content;
            var status = isRest
                ? $"206 Partial Content\r\nContent-Range: bytes 1000-{Content.Length - 1}/{Content.Length}"
                : "200 OK";
            var length = body.Length.ToString(CultureInfo.InvariantCulture);
            var header = Latin1($"HTTP/1.1 {status}\r\nETag: {Tag}\r\nContent-Length: {length}\r\n\r\n");
            return head.StartsWith("HEAD ", StringComparison.Ordinal) ? header : [.. header, .. body];
        }

        private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);
    }
}
