using System.Globalization;
using Coral.Dns.Configuration;
using Coral.Dns.Queries;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Dns.Tests.Serving;

/// <summary>
/// Mutated queries against the whole server: no exception, every answer well formed and within its bound.
/// </summary>
public sealed class QueryFuzzTests
{
    private const int Seed = 8906;

    /// <summary>A reduced number here; bench/fuzz.sh runs ten million.</summary>
    private static readonly int Queries = int.Parse(
        Environment.GetEnvironmentVariable("CORAL_FUZZ_QUERIES") ?? "200000",
        CultureInfo.InvariantCulture
    );

    private readonly StaticServer _server = new(
        new DnsOptions
        {
            InfrastructureZone = "infra.test",
            AnswersPerSecond = 0,
            AllAnswersPerSecond = 0,
            Records = ["@ TXT \"some text\"", "mail.infra.test. A 192.0.2.1", "sub.infra.test. NS ns.sub.infra.test."],
        }
    );

    private readonly byte[][] _seeds =
    [
        new Ask("www.x.com.cdn.example", RecordType.A).WithCookie(new byte[8]).WithSubnet("192.0.2.0", 24).Bytes,
        new Ask("www.x.com.http.l2.l1.l0.infra.test", RecordType.AAAA).WithCookie(new byte[24]).Bytes,
        new Ask("l1.l0.infra.test", RecordType.NS).Bytes,
        new Ask("cdn.example", RecordType.TXT) { Payload = null }.Bytes,
        new Ask("0-ab--c-com-8080-0.http.l2.l1.l0.infra.test", RecordType.A).WithSubnet("2001:db8::", 48).Bytes,
        new Ask("a.b.sub.infra.test", RecordType.ANY) { EdnsFlags = 0x8000 }.Bytes,
    ];

    [Fact]
    public void Answer_MutatedQueries_NeverThrowsAndKeepsItsBounds()
    {
        var random = new Random(Seed);
        var response = new byte[DnsLimits.MaxMessageBytes];
        var source = StaticServer.SourceOf(StaticServer.Client, DnsTransportKind.Udp);
        var answered = 0;
        var factor = 0.0;
        for (var i = 0; i < Queries; i++)
        {
            var query = Mutate(_seeds[random.Next(_seeds.Length)], random);
            int length;
            try
            {
                length = _server.Responder.Answer(query, source, response);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"{Convert.ToHexString(query)} (seed {Seed}, {i})", fault);
            }

            Assert.InRange(length, 0, Math.Min(DnsLimits.MaxUdpResponseBytes, 8 * query.Length));
            factor = Math.Max(factor, (double)length / Math.Max(1, query.Length));
            if (length > 0)
            {
                answered++;
                Check(query, response.AsSpan(0, length), deeply: i < 200_000);
            }
        }

        Assert.InRange(answered, Queries / 4, Queries);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{answered} of {Queries} mutated queries answered; at most {factor:0.00} bytes of answer a byte of query"
        );
    }

    /// <summary>Checks that an answer belongs to its query, and is well formed.</summary>
    private static void Check(byte[] query, ReadOnlySpan<byte> answer, bool deeply)
    {
        Assert.True(answer.Length >= 12 && answer[..2].SequenceEqual(query.AsSpan(0, 2)) && (answer[2] & 0x80) != 0);
        if (deeply)
        {
            _ = new ReadMessage(answer);
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var query = new List<byte>(seed);
        for (var count = random.Next(5); count >= 0; count--)
        {
            var place = random.Next(query.Count);
            switch (random.Next(7))
            {
                case 0:
                    query[place] = (byte)random.Next(256);
                    break;
                case 1:
                    query[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    query.Insert(place, (byte)random.Next(256));
                    break;
                case 3 when query.Count > 1:
                    query.RemoveAt(place);
                    break;
                case 4 when query.Count > 12:
                    query[random.Next(12)] = (byte)random.Next(4);
                    break;
                case 5:
                    query[place] = (byte)(0xC0 | random.Next(64));
                    break;
                default:
                    query.AddRange(seed.AsSpan(random.Next(seed.Length)));
                    break;
            }
        }

        return [.. query.Take(random.Next(20) == 0 ? random.Next(query.Count + 1) : query.Count)];
    }
}
