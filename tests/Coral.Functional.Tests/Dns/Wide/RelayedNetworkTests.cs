using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Coral.Testing.Network;

namespace Coral.Functional.Tests.Dns.Wide;

/// <summary>The wide area that other tests measure in.</summary>
public sealed class RelayedNetworkTests : IDisposable
{
    private const int Guard = 60_000;
    private static readonly TimeSpan OneWay = TimeSpan.FromMilliseconds(30);
    private static readonly IPEndPoint A = new(IPAddress.Parse("198.51.100.1"), 0);
    private static readonly IPEndPoint B = new(IPAddress.Parse("203.0.113.1"), 0);
    private readonly List<string> _passed = [];
    private readonly RelayedNetwork _network;
    private readonly RelayedSite _siteA;
    private readonly RelayedSite _siteB;

    public RelayedNetworkTests()
    {
        _network = new RelayedNetwork(
            (_, _) => OneWay,
            packet =>
            {
                lock (_passed)
                {
                    _passed.Add($"{packet.Protocol} {packet.Source} {packet.Destination}");
                }
            }
        );
        _siteA = _network.AddSite("a", $"{A.Address}");
        _siteB = _network.AddSite("b", $"{B.Address}", "203.0.113.2");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _network.Dispose();

    [Fact(Timeout = Guard)]
    public async Task Datagrams_AcrossSites_ArriveInOrderAndNotBeforeTheirTime()
    {
        using var near = await SocketAsync(_siteA, A, SocketType.Dgram);
        using var far = await SocketAsync(_siteB, B, SocketType.Dgram);
        await near.ConnectAsync(far.LocalEndPoint!, Token);
        await far.ConnectAsync(near.LocalEndPoint!, Token);
        var watch = Stopwatch.StartNew();
        for (byte i = 0; i < 100; i++)
        {
            await near.SendAsync((byte[])[i], Token);
        }

        var buffer = new byte[2];
        for (byte i = 0; i < 100; i++)
        {
            Assert.Equal(1, await far.ReceiveAsync(buffer, Token));
            Assert.Equal(i, buffer[0]);
        }

        Assert.True(watch.Elapsed >= OneWay, $"{watch.Elapsed}");
        await far.SendAsync(buffer, Token);
        Assert.Equal(2, await near.ReceiveAsync(buffer, Token));
        Assert.True(watch.Elapsed >= 2 * OneWay, $"{watch.Elapsed}");
        lock (_passed)
        {
            var there = _passed.Count(packet => packet == $"Udp {A.Address} {B.Address}");
            var back = _passed.Count(packet => packet == $"Udp {B.Address} {A.Address}");
            Assert.Equal((100, 1), (there, back));
        }
    }

    [Fact(Timeout = Guard)]
    public async Task Stream_AcrossSites_IsWhole()
    {
        var sent = RandomNumberGenerator.GetBytes(1 << 20);
        using var near = await SocketAsync(_siteA, A, SocketType.Stream);
        using var far = await SocketAsync(_siteB, B, SocketType.Stream);
        far.Listen();
        var accepting = far.AcceptAsync(Token);
        await near.ConnectAsync(far.LocalEndPoint!, Token);
        using var accepted = await accepting;
        await using var from = new NetworkStream(near);
        await using var to = new NetworkStream(accepted);
        var sending = from.WriteAsync(sent, Token).AsTask();
        var received = new byte[sent.Length];
        await to.ReadExactlyAsync(received, Token);
        await sending;

        Assert.Equal(SHA256.HashData(sent), SHA256.HashData(received));
    }

    [Fact(Timeout = Guard)]
    public async Task Connection_WithinASite_TakesNoRelay()
    {
        using var one = await SocketAsync(_siteB, B, SocketType.Stream);
        using var other = await SocketAsync(_siteB, new IPEndPoint(_siteB.Addresses[1], 0), SocketType.Stream);
        other.Listen();
        var accepting = other.AcceptAsync(Token);
        await one.ConnectAsync(other.LocalEndPoint!, Token);
        using var accepted = await accepting;

        Assert.Equal(one.LocalEndPoint, accepted.RemoteEndPoint);
        lock (_passed)
        {
            Assert.Empty(_passed);
        }
    }

    private static Task<Socket> SocketAsync(RelayedSite site, IPEndPoint address, SocketType type) =>
        site.Network.RunAsync(() =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, type, ProtocolType.Unspecified);
            socket.Bind(address);
            return Task.FromResult(socket);
        });
}
