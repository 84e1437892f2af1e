using System.Net;
using System.Net.Sockets;
using Coral.Core.Network;
using Coral.Dns.Queries;
using Coral.Testing.Network;
using Coral.Transport.Dns;
using Coral.Transport.Dns.Udp;
using Coral.Transport.Tests.Fixtures;

namespace Coral.Transport.Tests.Dns.Udp;

public sealed class DnsUdpListenerTests
{
    private static readonly byte[] Plain = ScriptedResponder.Query("plain");

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.53")]
    [InlineData("::", "127.0.0.53")]
    [InlineData("::", "::1")]
    public async Task Answer_WhereverItListens_ComesFromTheAddressThatWasAsked(string listen, string asked)
    {
        await using var server = new UdpServer(listen);
        using var client = server.Connect(asked);

        Assert.Equal(ScriptedResponder.AnswerTo(Plain), UdpServer.Ask(client, Plain));
        var source = Assert.Single(server.Responder.Sources);
        Assert.Equal(NodeAddress.From((IPEndPoint)client.LocalEndPoint!), source.Address);
        Assert.Equal(DnsTransportKind.Udp, source.Transport);
        Assert.Null(source.RoundTrip);
    }

    [Fact]
    public async Task Answer_OfSeveralAddressesOfOneInterface_ComesFromTheOneThatWasAsked()
    {
        using var row = new NetworkNamespaces("198.51.1");
        row.AddAddressInFirst("2001:db8::53");
        row.AddAddressInFirst("2001:db8::54");
        row.ExecuteInFirst("ip", "address", "add", "192.0.2.53/32", "dev", "lo");
        await row.RunInFirstAsync(async () =>
        {
            await using var server = new UdpServer("::");
            foreach (var asked in new[] { "2001:db8::53", "2001:db8::54", "192.0.2.53", "198.51.1.1" })
            {
                using var client = server.Connect(asked);
                Assert.Equal(ScriptedResponder.AnswerTo(Plain), UdpServer.Ask(client, Plain));
            }

            return true;
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Answer_OfManyQueriesAtOnce_GoesToTheOneThatAsked(int sockets)
    {
        await using var server = new UdpServer("127.0.0.1", new DnsUdpOptions { Sockets = sockets });
        var clients = Enumerable.Range(0, 100).Select(_ => server.Connect("127.0.0.1")).ToArray();
        var queries = clients.Select((_, i) => ScriptedResponder.Query($"query {i}")).ToArray();
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < clients.Length; i++)
            {
                clients[i].Send(queries[i]);
            }

            for (var i = 0; i < clients.Length; i++)
            {
                Assert.Equal(ScriptedResponder.AnswerTo(queries[i]), UdpServer.Receive(clients[i]));
            }
        }

        Assert.Equal(500, server.Meters["coral.transport.dns.queries udp"]);
        Array.ForEach(clients, client => client.Dispose());
    }

    [Fact]
    public async Task Open_WhereAnotherListens_FailsAlsoWithSeveralSockets()
    {
        await using var first = new UdpServer("127.0.0.1", new DnsUdpOptions { Sockets = 2 });
        var error = Assert.Throws<SocketException>(() =>
            DnsUdpListener.Open(
                first.Listener.BoundEndPoint,
                first.Responder,
                new DnsUdpOptions { Sockets = 2 },
                TimeProvider.System,
                new DnsListenerMetrics(first.Meters),
                first.Faults.Enqueue
            )
        );

        Assert.Equal(SocketError.AddressAlreadyInUse, error.SocketErrorCode);
    }

    [Fact]
    public async Task Query_ThatHoldsNothingOrTooMuch_IsDroppedAndCounted()
    {
        await using var server = new UdpServer("127.0.0.1");
        using var client = server.Connect("127.0.0.1");
        client.Send(Array.Empty<byte>());
        client.Send(new byte[4_097]);
        client.Send(new byte[60_000]);
        client.Send(ScriptedResponder.Query("silent"));

        Assert.Equal(ScriptedResponder.AnswerTo(Plain), UdpServer.Ask(client, Plain));
        Assert.Equal(1, server.Meters["coral.transport.dns.dropped empty"]);
        Assert.Equal(2, server.Meters["coral.transport.dns.dropped too-long"]);
        Assert.Equal(2, server.Responder.Sources.Count);
    }

    [Fact]
    public async Task Query_FromPortZero_IsDroppedAndCounted()
    {
        await using var server = new UdpServer("127.0.0.1");
        RawDatagram.Send(new IPEndPoint(IPAddress.Loopback, 0), server.Listener.BoundEndPoint, Plain);
        RawDatagram.Send(new IPEndPoint(IPAddress.Loopback, 9), server.Listener.BoundEndPoint, Plain);
        using var client = server.Connect("127.0.0.1");
        UdpServer.Ask(client, Plain);

        Assert.Equal(1, server.Meters["coral.transport.dns.dropped no-port"]);
        Assert.Equal(9, server.Responder.Sources.First().Address.Port);
    }

    [Fact]
    public async Task Answer_ThatTheSystemDoesNotTake_IsCountedAndHoldsUpNoOther()
    {
        using var row = new NetworkNamespaces("198.51.1");
        await row.RunInFirstAsync(async () =>
        {
            await using var server = new UdpServer("127.0.0.1");
            var nowhere = new IPEndPoint(IPAddress.Parse("203.0.113.9"), 5300);
            using var client = server.Connect("127.0.0.1");
            RawDatagram.Send(nowhere, server.Listener.BoundEndPoint, Plain);
            UdpServer.Ask(client, Plain);

            // What was counted after the answers were sent is counted before the next are.
            UdpServer.Ask(client, Plain);

            Assert.Equal(1, server.Meters["coral.transport.dns.dropped refused"]);
            return true;
        });
    }

    [Theory]
    [InlineData("throw")]
    [InlineData("long")]
    public async Task Responder_ThatFails_IsCountedReportedAndCalledAgain(string text)
    {
        await using var server = new UdpServer("127.0.0.1");
        using var client = server.Connect("127.0.0.1");
        client.Send(ScriptedResponder.Query(text));

        Assert.Equal(ScriptedResponder.AnswerTo(Plain), UdpServer.Ask(client, Plain));
        Assert.Single(server.Faults);
        Assert.Equal(1, server.Meters["coral.transport.dns.dropped fault"]);
    }

    [Fact]
    public async Task Dispose_Twice_Completes()
    {
        var server = new UdpServer("127.0.0.1", new DnsUdpOptions { Sockets = 2 });
        await server.DisposeAsync();
        await server.Listener.DisposeAsync();
        await server.Listener.Completion;

        // The address is free again.
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(server.Listener.BoundEndPoint);
    }
}
