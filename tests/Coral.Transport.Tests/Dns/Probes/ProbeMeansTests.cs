using System.Net;
using System.Net.Sockets;
using Coral.Testing.Network;
using Coral.Testing.Time;
using Coral.Transport.Dns.Probes;
using Coral.Transport.Tests.Fixtures;

namespace Coral.Transport.Tests.Dns.Probes;

/// <summary>An echo and an attempt at a connection, in networks of the test's own.</summary>
public sealed class ProbeMeansTests
{
    private static readonly IcmpEcho Echo = new(new PatientClock(), new TestTokens());
    private static readonly TcpConnectProbe ConnectProbe = new(new PatientClock());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 60_000)]
    [InlineData("127.0.0.1", 2 * 36)]
    [InlineData("::1", 2 * 56)]
    public async Task Echo_WhereTheSystemPermitsIt_TakesFewBytes(string address, int bytes)
    {
        using var row = new NetworkNamespaces("198.51.1");
        row.AllowEcho();
        var (reply, sent) = await row.RunInFirstAsync(() => CountedAsync(() => AskAsync(Echo, address)));

        Assert.NotNull(reply);
        Assert.InRange(reply.Value.RoundTrip, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));
        Assert.Equal(64, reply.Value.HopLimit);
        Assert.Equal((bytes, 2), sent);
    }

    [Fact(Timeout = 60_000)]
    public async Task Echo_ThroughRouters_TellsTheHops()
    {
        using var row = new NetworkNamespaces("198.51.1", "198.51.2", "198.51.3");
        row.AllowEcho();
        var reply = await row.RunInFirstAsync(() => AskAsync(Echo, "198.51.3.2"));

        Assert.Equal(3, reply!.Value.Hops);
    }

    [Fact(Timeout = 60_000)]
    public async Task Echo_WhereTheSystemForbidsIt_FindsNothing()
    {
        using var row = new NetworkNamespaces("198.51.1");
        row.SetInFirst("net/ipv4/ping_group_range", "1 0");

        Assert.Null(await row.RunInFirstAsync(() => AskAsync(Echo, "127.0.0.1")));
    }

    [Fact(Timeout = 60_000)]
    public async Task Echo_WithoutReply_EndsAtTheTimeout()
    {
        using var row = new NetworkNamespaces("198.51.1");
        row.AllowEcho();
        row.SetInFirst("net/ipv4/icmp_echo_ignore_all", "1");
        var clock = new ManualTimeProvider();
        var asking = row.RunInFirstAsync(() => AskAsync(new IcmpEcho(clock, new TestTokens()), "127.0.0.1"));
        await clock.UntilArmedAsync(IcmpEcho.Timeout);
        clock.Advance(IcmpEcho.Timeout);

        Assert.Null(await asking);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("127.0.0.1", true, 3)]
    [InlineData("127.0.0.1", false, 2)]
    [InlineData("::1", true, 3)]
    [InlineData("::1", false, 2)]
    public async Task Connect_AcceptedOrRefused_TakesFewBytes(string address, bool listens, int packets)
    {
        using var row = new NetworkNamespaces("198.51.1");
        var (roundTrip, sent) = await row.RunInFirstAsync(async () =>
        {
            using var listener = new Socket(
                IPAddress.Parse(address).AddressFamily,
                SocketType.Stream,
                ProtocolType.Tcp
            );
            listener.Bind(new IPEndPoint(IPAddress.Parse(address), 53));
            if (listens)
            {
                listener.Listen();
            }

            return await CountedAsync(() => ConnectProbe.AskAsync(new IPEndPoint(IPAddress.Parse(address), 53), Token));
        });

        Assert.InRange(roundTrip!.Value, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));
        Assert.Equal(packets, sent.Packets);
        Assert.InRange(sent.Bytes, 100, 240);
    }

    [Fact(Timeout = 60_000)]
    public async Task Connect_WithoutARoute_FindsNothing()
    {
        using var row = new NetworkNamespaces("198.51.1");
        var target = new IPEndPoint(IPAddress.Parse("203.0.113.1"), 53);

        Assert.Null(await row.RunInFirstAsync(() => ConnectProbe.AskAsync(target, Token)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Connect_WithoutReply_EndsAtTheTimeout()
    {
        using var row = new NetworkNamespaces("198.51.1");
        var clock = new ManualTimeProvider();

        // A neighbour that does not exist: the request waits for its hardware address.
        var target = new IPEndPoint(IPAddress.Parse("198.51.1.77"), 53);
        var asking = row.RunInFirstAsync(() => new TcpConnectProbe(clock).AskAsync(target, Token));
        await clock.UntilArmedAsync(TcpConnectProbe.Timeout);
        clock.Advance(TcpConnectProbe.Timeout);

        Assert.Null(await asking);
    }

    private static Task<EchoReply?> AskAsync(IcmpEcho echo, string address) =>
        echo.AskAsync(IPAddress.Parse(address), Token);

    private static async Task<(T Result, (long Bytes, long Packets) Sent)> CountedAsync<T>(Func<Task<T>> work)
    {
        var (bytes, packets) = LoopbackTraffic.Now();
        var result = await work();
        var after = LoopbackTraffic.Now();
        return (result, (after.Bytes - bytes, after.Packets - packets));
    }
}
