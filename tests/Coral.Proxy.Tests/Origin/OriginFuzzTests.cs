using System.Text;
using Coral.Proxy.Tests.Fixtures;

namespace Coral.Proxy.Tests.Origin;

/// <summary>Whatever bytes an origin sends, the outcome is a value, and what comes through is clean.</summary>
public sealed class OriginFuzzTests
{
    private const int Seed = 20040329;
    private const int Mutations = 4000;

    private static readonly string[] Answers =
    [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"a\"\r\nX-Folded: a\r\n b\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nVary: Accept\r\n\r\n5;a\r\nhello\r\n0\r\nTrailer: a\r\n\r\n",
        "HTTP/1.0 302 Found\r\nLocation: https://www.x.com/\r\nConnection: close, X-Hop\r\nX-Hop: a\r\n\r\nhello",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 304 Not Modified\r\nDate: Thu, 01 Jan 2004 00:00:00 GMT\r\n\r\n",
    ];

    [Fact(Timeout = 120_000)]
    public async Task SendAsync_MutatedResponse_IsAValueAndClean()
    {
        var random = new Random(Seed);
        using var harness = new OriginHarness();
        harness.Resolver.Answers["www.x.com"] = [OriginHarness.PublicAddress];
        for (var i = 0; i < Mutations; i++)
        {
            var answer = Mutated(Encoding.Latin1.GetBytes(Answers[i % Answers.Length]), random);
            harness.Network.Canned = answer;

            var result = await harness.GetAsync("http://www.x.com:8000", "/");

            if (result.Head is { } head)
            {
                Assert.InRange(head.Status, 200, 599);
                Assert.DoesNotContain(head.Fields, line => line.Value.AsSpan().ContainsAny('\r', '\n', '\0'));
                Assert.DoesNotContain(head.Fields, line => line.Name.AsSpan().ContainsAny("\r\n\0: "));
                Assert.DoesNotContain(head.Fields, line => line.Is("Transfer-Encoding"));
                var (text, failure) = await OriginHarness.ReadAllAsync(result.Body);
                Assert.True(failure is not null || result.Body!.Length is null || text.Length == result.Body.Length);
            }
        }
    }

    private static byte[] Mutated(byte[] answer, Random random)
    {
        var bytes = new List<byte>(answer);
        for (var n = random.Next(1, 4); n > 0 && bytes.Count > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, "\r\n\0 :,0159\t"u8[random.Next(11)]);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
