using Coral.Testing.Network;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Tests.Fixtures;

namespace Coral.Transport.Tests.Dns.Tcp;

/// <summary>The idle limit of connections, and the bounds on their number.</summary>
public sealed class TcpLimitTests
{
    private static readonly TimeSpan Limit = new DnsTcpOptions().IdleLimit;

    [Fact(Timeout = 30_000)]
    public async Task Connection_WithoutAQuery_EndsAtTheIdleLimit()
    {
        await using var server = new TcpServer();
        using var client = server.Connect();
        await server.UntilWatchedAsync();
        server.Clock.Advance(Limit);

        Assert.True(client.IsEnded());
        await server.Listener.DisposeAsync();
        Assert.Equal(1, server.Meters["coral.transport.dns.closed idle"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Connection_ThatIsUsed_LastsLonger()
    {
        await using var server = new TcpServer();
        using var client = server.Connect();
        await server.UntilWatchedAsync();
        for (var i = 0; i < 5; i++)
        {
            server.Clock.Advance(Limit * 0.7);
            Assert.Equal("plain", client.Ask("plain"));
            await server.UntilWatchedAsync();
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("silent")]
    [InlineData("late")]
    public async Task Connection_WhoseQueriesGetNoAnswer_EndsAtTheIdleLimit(string query)
    {
        await using var server = new TcpServer();
        using var client = server.Connect();
        await server.UntilWatchedAsync();
        server.Clock.Advance(Limit * 0.7);
        client.Send(query);
        server.Clock.Advance(Limit * 0.3);

        Assert.True(client.IsEnded());
    }

    [Fact(Timeout = 60_000)]
    public async Task Client_ThatDoesNotRead_IsCutOff()
    {
        await using var server = new TcpServer(responder: new ScriptedResponder { AnswerBytes = 60_000 });
        using var client = server.Connect();
        client.Socket.ReceiveBufferSize = 4_096;
        client.Send([.. Enumerable.Range(0, 1_000).Select(i => $"query {i}")]);

        // The writer blocks, since 60 MB are more than the system buffers.
        await server.Meters.ReachesAsync("coral.transport.dns.answers tcp", 1);
        var cutOff = server.Meters.ReachesAsync("coral.transport.dns.closed idle", 1);
        while (!cutOff.IsCompleted)
        {
            // Answers that are still written restart the limit; the last one does not.
            await Task.WhenAny(server.UntilWatchedAsync(), cutOff);
            server.Clock.Advance(Limit);
        }

        Assert.InRange(server.Meters["coral.transport.dns.answers tcp"], 0, 999);
    }

    [Fact(Timeout = 30_000)]
    public async Task Connection_BeyondTheLimitOfItsAddress_IsClosedAtOnce()
    {
        await using var server = new TcpServer("0.0.0.0", new DnsTcpOptions { MaxConnectionsPerAddress = 2 });
        using var first = server.Connect();
        using var second = server.Connect();
        using var third = server.Connect();
        using var other = server.Connect(from: "127.0.0.2");

        Assert.True(third.IsEnded());
        Assert.Equal("plain", first.Ask("plain"));
        Assert.Equal("plain", second.Ask("plain"));
        Assert.Equal("plain", other.Ask("plain"));
        Assert.Equal(1, server.Meters["coral.transport.dns.closed address-limit"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Connections_OfOneIPv6Network_CountAsOfOneAddress()
    {
        using var row = new NetworkNamespaces("198.51.1");
        foreach (var address in new[] { "2001:db8:1:1::1", "2001:db8:1:1::2", "2001:db8:1:2::1" })
        {
            row.AddAddressInFirst(address);
        }

        await row.RunInFirstAsync(async () =>
        {
            await using var server = new TcpServer("::", new DnsTcpOptions { MaxConnectionsPerAddress = 1 });
            using var first = server.Connect("::1", from: "2001:db8:1:1::1");
            using var neighbour = server.Connect("::1", from: "2001:db8:1:1::2");
            using var stranger = server.Connect("::1", from: "2001:db8:1:2::1");

            Assert.True(neighbour.IsEnded());
            Assert.Equal("plain", first.Ask("plain"));
            Assert.Equal("plain", stranger.Ask("plain"));
            return true;
        });
    }

    [Fact(Timeout = 30_000)]
    public async Task Connection_BeyondTheLimit_TakesThePlaceOfTheOneLongestWithoutAnAnswer()
    {
        await using var server = new TcpServer(options: new DnsTcpOptions { MaxConnections = 2 });
        using var used = server.Connect();
        using var idle = server.Connect();
        used.Ask("plain");
        idle.Ask("plain");
        await server.Meters.ReachesAsync("coral.transport.dns.answers tcp", 2);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        used.Ask("plain");
        await server.Meters.ReachesAsync("coral.transport.dns.answers tcp", 3);
        using var added = server.Connect();

        Assert.True(idle.IsEnded());
        Assert.Equal("plain", added.Ask("plain"));
        Assert.Equal("plain", used.Ask("plain"));
        await server.Listener.DisposeAsync();
        Assert.Equal(1, server.Meters["coral.transport.dns.closed limit"]);
    }
}
