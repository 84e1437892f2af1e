using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Coral.Core.Network;
using Coral.Dns.Resolvers;
using Coral.Testing.Network;
using Coral.Testing.Time;
using Coral.Transport.Dns.Probes;
using Coral.Transport.Tests.Fixtures;

namespace Coral.Transport.Tests.Dns.Probes;

public sealed class ResolverProbeTests
{
    private const int MostBytes = 350;

    private readonly ResolverProbe _probe = new(new PatientClock(), new TestTokens());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Probe_BehindManyRouters_NamesTheLastOnesAndStaysWithinItsBytes()
    {
        using var row = new NetworkNamespaces([.. Enumerable.Range(1, 8).Select(i => $"198.51.{i}")]);
        row.AllowEcho();
        var before = BytesSent(row);
        var report = await row.RunInFirstAsync(() => ProbeAsync("198.51.8.2"));

        Assert.InRange(BytesSent(row) - before, 1, MostBytes);
        Assert.Equal(
            ["198.51.3.2", "198.51.4.2", "198.51.5.2", "198.51.6.2", "198.51.7.2"],
            report!.LastRouters.Select(router => router.ToString())
        );
        Assert.NotEqual(TimeSpan.Zero, report.RoundTrip);
    }

    [Fact(Timeout = 60_000)]
    public async Task Probe_OfANeighbour_KnowsNoRouters()
    {
        using var row = new NetworkNamespaces("198.51.1");
        row.AllowEcho();
        var report = await row.RunInFirstAsync(() => ProbeAsync("198.51.1.2"));

        Assert.Empty(report!.LastRouters);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("127.0.0.1", true, 2)]
    [InlineData("::1", true, 2)]
    [InlineData("127.0.0.1", false, 4)]
    [InlineData("::1", false, 4)]
    public async Task Probe_WithTheEchoAnsweredOrNot_StaysWithinItsBytes(string address, bool isEchoed, int packets)
    {
        using var row = new NetworkNamespaces("198.51.1");
        row.AllowEcho();
        row.SetInFirst("net/ipv4/icmp_echo_ignore_all", isEchoed ? "0" : "1");
        row.SetInFirst("net/ipv6/icmp/echo_ignore_all", isEchoed ? "0" : "1");
        var clock = new ManualTimeProvider();
        var probe = isEchoed ? _probe : new ResolverProbe(clock, new TestTokens());
        var expiring = isEchoed ? Task.CompletedTask : ExpireAsync(clock);
        var (roundTrip, bytes, count) = await row.RunInFirstAsync(async () =>
        {
            var target = IPAddress.Parse(address);
            using var listener = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(target, 53));
            listener.Listen();
            var before = LoopbackTraffic.Now();
            var result = await probe.ProbeAsync(NodeAddress.From(target, 5300), Token);
            var after = LoopbackTraffic.Now();
            return (result?.RoundTrip, after.Bytes - before.Bytes, after.Packets - before.Packets);
        });
        await expiring;

        Assert.NotNull(roundTrip);
        Assert.Equal(packets, count);
        Assert.InRange(bytes, 1, MostBytes);
    }

    [Fact(Timeout = 60_000)]
    public async Task Probe_WithoutAResolver_FindsNothing()
    {
        using var row = new NetworkNamespaces("198.51.1");
        Assert.Null(await row.RunInFirstAsync(() => ProbeAsync("203.0.113.1")));
    }

    /// <summary>Bytes of IPv4 packets that left the first namespace.</summary>
    private static long BytesSent(NetworkNamespaces row)
    {
        var counters = row.ExecuteInFirst("cat", "/proc/net/netstat")
            .Split('\n')
            .Where(line => line.StartsWith("IpExt:", StringComparison.Ordinal))
            .Select(line => line.Split(' '))
            .ToList();
        return long.Parse(counters[1][Array.IndexOf(counters[0], "OutOctets")], CultureInfo.InvariantCulture);
    }

    private static async Task ExpireAsync(ManualTimeProvider clock)
    {
        await clock.UntilArmedAsync(IcmpEcho.Timeout);
        clock.Advance(IcmpEcho.Timeout);
    }

    private Task<ProbeReport?> ProbeAsync(string address) =>
        _probe.ProbeAsync(NodeAddress.From(IPAddress.Parse(address), 53), Token).AsTask();
}
