using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Coral.Dns.Configuration;
using Coral.Dns.Tests.Fixtures;
using Coral.Dns.Wire;
using Coral.DnsServing;
using Coral.Testing.Network;
using Coral.Transport.Tests.Fixtures;

namespace Coral.Transport.Tests.Dns;

/// <summary>Damaged queries against a whole server by its sockets, from an address that is not validated.</summary>
public sealed class LiveFuzzTests
{
    private const int Seed = 7_766;
    private const int Window = 64;
    private const int MaxAnswerBytes = 1_232;
    private const long MaxGrowthBytes = 16 << 20;

    private static readonly int Queries = int.Parse(
        Environment.GetEnvironmentVariable("CORAL_FUZZ_QUERIES") ?? "20000",
        CultureInfo.InvariantCulture
    );

    private static readonly DnsOptions Options = new()
    {
        InfrastructureZone = "infra.test",
        AnswersPerSecond = 0,
        AllAnswersPerSecond = 0,
        Records =
        [
            .. Enumerable.Range(0, 30).Select(i => $"big.infra.test. TXT \"{i:D2} {new string('x', 80)}\""),
            "sub.infra.test. NS ns1.sub.infra.test.",
            "ns1.sub.infra.test. A 198.51.100.53",
        ],
    };

    [Fact(Timeout = 3_600_000)]
    public async Task Queries_OfAnyKind_GetAnswersWithinTheirBounds()
    {
        // A network of the test's own: addresses of loopback would be trusted.
        using var row = new NetworkNamespaces("198.51.1");
        var (largest, bytesIn, bytesOut) = await row.RunInFirstAsync(FuzzAsync);

        var report = string.Create(
            CultureInfo.InvariantCulture,
            $"{Queries} queries; {bytesOut / (double)bytesIn:F2} bytes of answers for each byte of queries, "
                + $"{largest:F2} at most"
        );
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        if (Environment.GetEnvironmentVariable("CORAL_FUZZ_REPORT") is { } path)
        {
            await File.WriteAllTextAsync(path, report, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<(double Largest, long BytesIn, long BytesOut)> FuzzAsync()
    {
        using var meters = new PlainMeters();
        await using var dns = StandaloneDns.Start(
            new StandaloneDnsConfig(new IPEndPoint(IPAddress.Any, 0), new TestTokens(), meters) { Options = Options }
        );
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveTimeout = 60_000,
        };
        client.Connect(new IPEndPoint(IPAddress.Parse("198.51.1.1"), dns.EndPoint.Port));
        var mutator = new QueryMutator(Seed);
        var recent = new byte[ushort.MaxValue][];
        var (largest, bytesIn, bytesOut, atStart) = (0.0, 0L, 0L, 0L);
        for (var sent = 0; sent < Queries; sent += Window)
        {
            var queries = new byte[Window][];
            for (var i = 0; i < Window; i++)
            {
                var id = (ushort)((sent + i) % ushort.MaxValue);
                recent[id] = queries[i] = mutator.Next(id);
            }

            foreach (var answer in Exchange(client, queries))
            {
                // Some answers need time, and come after those to later queries.
                var query = recent[BinaryPrimitives.ReadUInt16BigEndian(answer)];
                Assert.InRange(answer.Length, 12, MaxAnswerBytes);
                Assert.True((answer[2] & 0x80) != 0, $"seed {Seed}: {Convert.ToHexString(query)}");
                var factor = answer.Length / (double)query.Length;
                Assert.True(
                    factor <= Options.MaxAmplification,
                    $"seed {Seed}: {factor:F2}: {Convert.ToHexString(query)} -> {Convert.ToHexString(answer)}"
                );
                largest = Math.Max(largest, factor);
                bytesOut += answer.Length;
            }

            bytesIn += queries.Sum(query => (long)query.Length);
            if (sent <= Queries / 4)
            {
                atStart = GC.GetTotalMemory(forceFullCollection: false);
            }

            if (sent % (Window * 100) == 0)
            {
                await SendOverTcpAsync(dns.EndPoint.Port, queries);
            }
        }

        Assert.Empty(dns.Faults);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, atStart + MaxGrowthBytes);
        return (largest, bytesIn, bytesOut);
    }

    /// <summary>Sends queries, and a whole one behind them; the answers until that one's.</summary>
    private static List<byte[]> Exchange(Socket client, byte[][] queries)
    {
        foreach (var query in queries)
        {
            client.Send(query);
        }

        client.Send(new Ask("coral.test", RecordType.SOA) { Id = ushort.MaxValue }.Bytes);
        var answers = new List<byte[]>();
        var buffer = new byte[65_536];
        while (true)
        {
            var answer = buffer[..client.Receive(buffer)];
            if (BinaryPrimitives.ReadUInt16BigEndian(answer) == ushort.MaxValue)
            {
                return answers;
            }

            answers.Add(answer);
        }
    }

    private static async Task SendOverTcpAsync(int port, byte[][] queries)
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(new IPEndPoint(IPAddress.Parse("198.51.1.1"), port));
        await client.SendAsync(queries.SelectMany(query => TcpClientConnection.Frame(query)).ToArray());
        client.Shutdown(SocketShutdown.Send);
        var buffer = new byte[65_536];
        while (await client.ReceiveAsync(buffer) > 0) { }
    }
}
