using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Pipeline;

/// <summary>Mutated requests over live sockets: the node never fails by its own fault, and goes on answering.</summary>
public sealed partial class HostileRequestTests
{
    private const int Seed = 20261122;

    private static readonly string[] Requests =
    [
        "GET / HTTP/1.1\r\nHost: www.x.com.localhost\r\n\r\n",
        "GET /a?b=%20&c HTTP/1.1\r\nHost: www-x-com.localhost:8080\r\nAccept: text/html\r\nRange: bytes=0-1,3-\r\n\r\n",
        "HEAD http://www.x.com.localhost/a HTTP/1.1\r\nHost: www.x.com.localhost\r\nIf-None-Match: \"a\", W/\"b\"\r\n"
            + "\r\n",
        "GET /?url=http%3A%2F%2Fwww.x.com%2F HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
        "GET / HTTP/1.1\r\nHost: www.x.com.localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: www.x.com.8000.localhost\r\nVia: 1.1 a (b), 1.1 c\r\nCDN-Loop: x; y=\"z\"\r\n\r\n",
        "CONNECT www.x.com:443 HTTP/1.1\r\nHost: www.x.com:443\r\nProxy-Authorization: Basic eA==\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: www.x.com.localhost\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\n\r\n",
        "GET /hit HTTP/1.1\r\nHost: www.x.com.localhost\r\nRange: bytes=0-1\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: www.x.com.80.localhost\r\n\r\n",
        "GET /hit HTTP/1.1\r\nHost: www.x.com.localhost\r\nIf-Modified-Since: Wed, 31 Dec 2025 00:00:00 GMT\r\n\r\n",
    ];

    private static readonly string[] Pieces =
    [
        "\r\n",
        "\n",
        "\r",
        "\0",
        " ",
        "\t",
        ":",
        "/",
        "..",
        "%",
        "%00",
        "?",
        "#",
        "@",
        "[::1]",
        "127.0.0.1",
        "localhost",
        "Host: evil.example\r\n",
        "Content-Length: -1\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Range: bytes=-\r\n",
        "If-Range: \"\r\n",
        "Accept-Encoding: ;q=9\r\n",
        "Via: ((\r\n",
        "CDN-Loop: coral; net=\"\r\n",
        "Expect: 100-continue\r\n",
        "Upgrade: websocket\r\nConnection: Upgrade\r\n",
        "\u00ff\u00fe",
        "\u0016\u0003\u0001\u0002\0",
        "http://",
        "HTTP/9.9",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\"><script>",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task MutatedRequests_OverLiveSockets_NeverMakeTheNodeFail()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        proxy.Keep("/hit", Stored.Of("hello", ("ETag", "\"a\""), ("Last-Modified", "Wed, 31 Dec 2025 00:00:00 GMT")));
        var random = new Random(Seed);
        var statuses = new SortedDictionary<string, int>(StringComparer.Ordinal);

        for (var i = 0; i < 10_000; i++)
        {
            var request = Mutate(random);
            var answer = await ExchangeAsync(proxy.Http, request);
            foreach (Match match in StatusLine().Matches(answer))
            {
                var status = match.Groups["status"].Value;
                statuses[status] = statuses.GetValueOrDefault(status) + 1;
                Assert.True(
                    status[0] != '5' || status is "505" or "508",
                    $"{status} (seed {Seed}, round {i}) to: {Convert.ToHexString(Encoding.Latin1.GetBytes(request))}"
                );
            }
        }

        Assert.DoesNotContain(proxy.Events.Events, e => e.Event == "RequestFailed");
        Assert.All(
            ["200", "206", "304", "302", "308", "400", "405", "421"],
            status => Assert.Contains(status, statuses.Keys)
        );
        Assert.Equal("hello", (await proxy.GetAsync("/hit")).Text);
    }

    [Fact(Timeout = 120_000)]
    public async Task MutatedFrames_OverHttp2_NeverMakeTheNodeFail()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        var random = new Random(Seed);
        var preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0";

        for (var i = 0; i < 2000; i++)
        {
            var frames = new byte[random.Next(1, 200)];
            random.NextBytes(frames);
            for (var at = 0; at + 9 < frames.Length; at += 9 + frames[at + 2])
            {
                (frames[at], frames[at + 1], frames[at + 2]) = (0, 0, (byte)(frames[at + 2] % 40));
                frames[at + 3] %= 11;
            }

            await ExchangeAsync(proxy.Http2, preface + Encoding.Latin1.GetString(frames));
        }

        Assert.DoesNotContain(proxy.Events.Events, e => e.Event == "RequestFailed");
        Assert.Equal("fetched", (await proxy.GetAsync("/")).Text);
    }

    /// <summary>Sends all of it, says that there is no more, and reads whatever comes.</summary>
    private static async Task<string> ExchangeAsync(IPEndPoint endPoint, string request)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endPoint, Token);
        var answer = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(request), Token);
            socket.Shutdown(SocketShutdown.Send);
            int count;
            while ((count = await socket.ReceiveAsync(buffer, Token)) > 0)
            {
                answer.Write(buffer, 0, count);
            }
        }
        catch (SocketException)
        {
            // The node hung up on it, which is its right.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    private static string Mutate(Random random)
    {
        var text = new StringBuilder(Requests[random.Next(Requests.Length)]);
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0:
                    text[at] = (char)random.Next(256);
                    break;
                case 1:
                    text.Remove(at, Math.Min(text.Length - at, random.Next(1, 8)));
                    break;
                case 2:
                    text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 3:
                    text.Insert(at, text.ToString(at, Math.Min(text.Length - at, random.Next(1, 40))));
                    break;
                default:
                    text.Append(Requests[random.Next(Requests.Length)]);
                    break;
            }

            if (text.Length == 0)
            {
                break;
            }
        }

        return text.ToString();
    }

    [GeneratedRegex("HTTP/1\\.1 (?<status>[0-9]{3}) ", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex StatusLine();
}
