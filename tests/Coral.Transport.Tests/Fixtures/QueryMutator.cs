using System.Buffers.Binary;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;

namespace Coral.Transport.Tests.Fixtures;

/// <summary>Queries of every kind that a server knows, damaged in every way that a stranger might.</summary>
internal sealed class QueryMutator(int seed)
{
    private static readonly byte[][] Whole =
    [
        .. new[]
        {
            new Ask("www.x.com.coral.test", RecordType.A),
            new Ask("www.x.com.http.l2.l1.l0.infra.test", RecordType.AAAA),
            new Ask("big.infra.test", RecordType.TXT) { Payload = 4_096 },
            new Ask("big.infra.test", RecordType.ANY) { Payload = 65_535 },
            new Ask("infra.test", RecordType.NS) { EdnsFlags = 0x8000 },
            new Ask("l0.infra.test", RecordType.NS),
            new Ask("coral.test", RecordType.SOA) { Payload = null },
            new Ask("tls.x.com.coral.test", RecordType.HTTPS),
            new Ask("host.sub.infra.test", RecordType.A),
            new Ask("nowhere.infra.test", RecordType.DS),
            new Ask("www.x.com.coral.test", RecordType.A) { EdnsFlags = 0x0001_0000 },
            new Ask("a.b", RecordType.A) { Class = 3 },
            new Ask("coral.test", RecordType.AXFR),
            new Ask("coral.test", RecordType.SOA) { Flags = 0x2800 },
            new Ask("www.y.com.coral.test", RecordType.A).WithSubnet("198.51.100.0", 24),
            new Ask("www.y.com.coral.test", RecordType.A).WithSubnet("2001:db8::", 48),
            new Ask("www.y.com.coral.test", RecordType.A).WithCookie([1, 2, 3, 4, 5, 6, 7, 8]),
            new Ask("www.y.com.coral.test", RecordType.A).WithCookie([.. Enumerable.Range(0, 24).Select(i => (byte)i)]),
            new Ask("why.www.x.com.coral.test", RecordType.TXT),
        }.Select(ask => ask.Bytes),
    ];

    private static readonly byte[] Extremes = [0, 1, 0x3F, 0x40, 0x7F, 0x80, 0xC0, 0xFF];

    private readonly Random _random = new(seed);

    /// <summary>The next query, at most 4,000 bytes and at least 2.</summary>
    /// <param name="id">The id of the query, by which its answer is recognised.</param>
    public byte[] Next(ushort id)
    {
        var query = new List<byte>(Whole[_random.Next(Whole.Length)]);
        for (var changes = _random.Next(5); changes > 0; changes--)
        {
            Change(query);
        }

        while (query.Count < 2)
        {
            query.Add(0);
        }

        var bytes = query.Take(4_000).ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(bytes, id);
        return bytes;
    }

    private void Change(List<byte> query)
    {
        var at = _random.Next(query.Count + 1);
        switch (_random.Next(7))
        {
            case 0 when at < query.Count:
                query[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < query.Count:
                query[at] = Extremes[_random.Next(Extremes.Length)];
                break;
            case 2 when at < query.Count:
                query[at] = (byte)_random.Next(256);
                break;
            case 3:
                query.RemoveRange(at, query.Count - at);
                break;
            case 4:
                query.InsertRange(at, Whole[_random.Next(Whole.Length)].Take(_random.Next(40)));
                break;
            case 5 when query.Count > 12:
                // The counts of records.
                query[4 + _random.Next(8)] = Extremes[_random.Next(Extremes.Length)];
                break;
            default:
                var junk = new byte[_random.Next(_random.Next(20) == 0 ? 2_000 : 20)];
                _random.NextBytes(junk);
                query.AddRange(junk);
                break;
        }
    }
}
