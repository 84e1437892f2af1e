using System.Net;
using System.Net.Sockets;
using Coral.Core.Network;
using Coral.Dns.Queries;
using Coral.Transport.Dns;
using Coral.Transport.Dns.Tcp;
using Coral.Transport.Tests.Fixtures;

namespace Coral.Transport.Tests.Dns.Tcp;

public sealed class DnsTcpListenerTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("::", "127.0.0.53")]
    [InlineData("0.0.0.0", "127.0.0.53")]
    public async Task Answer_OverAConnection_KnowsItsRoundTrip(string listen, string asked)
    {
        await using var server = new TcpServer(listen);
        using var client = server.Connect(asked);

        Assert.Equal("plain", client.Ask("plain"));
        var source = Assert.Single(server.Responder.Sources);
        Assert.Equal(NodeAddress.From((IPEndPoint)client.Socket.LocalEndPoint!), source.Address);
        Assert.Equal(DnsTransportKind.Tcp, source.Transport);
        Assert.InRange(source.RoundTrip!.Value, TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Queries_InOneSegment_AreAllAnswered()
    {
        await using var server = new TcpServer();
        using var client = server.Connect();
        var queries = Enumerable.Range(0, 500).Select(i => $"query {i}").ToArray();
        client.Send(queries);

        Assert.Equal(queries, queries.Select(_ => client.Receive()));
        Assert.Equal(500, server.Meters["coral.transport.dns.queries tcp"]);
    }

    [Fact]
    public async Task Query_InSingleBytes_IsAnsweredOnceWhole()
    {
        await using var server = new TcpServer();
        using var client = server.Connect();
        foreach (var one in TcpClientConnection.Frame(ScriptedResponder.Query("plain")))
        {
            client.Socket.Send([one]);
        }

        Assert.Equal("plain", client.Receive());
    }

    [Fact]
    public async Task Answer_OfTheLargestSize_ComesWhole()
    {
        await using var server = new TcpServer(responder: new ScriptedResponder { AnswerBytes = 65_535 });
        using var client = server.Connect();

        Assert.Equal(65_535, client.Ask("plain")!.Length);
        Assert.StartsWith("xxx", client.Ask(new string('x', 4_096)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeferredAnswer_LetsOthersPass()
    {
        await using var server = new TcpServer();
        using var client = server.Connect();
        client.Send("late 1", "silent", "plain");
        Assert.Equal("plain", client.Receive());
        server.Responder.Release();

        Assert.Equal("late 1", client.Receive());
    }

    [Fact(Timeout = 30_000)]
    public async Task DeferredQueries_AreBoundedForAConnectionAndInAll()
    {
        await using var server = new TcpServer(options: new DnsTcpOptions { MaxPipelined = 2, MaxPending = 3 });
        using var first = server.Connect();
        using var second = server.Connect();
        first.Send("late 1", "late 2", "late 3", "plain");
        await server.Responder.UntilLateAsync(2);
        second.Send("late 1", "late 2", "late 3", "plain");
        await server.Responder.UntilLateAsync(3);
        server.Responder.Release();

        string[] expected = ["late 1", "late 2", "late 3", "plain"];
        Assert.Equal(expected, expected.Select(_ => first.Receive()).Order());
        Assert.Equal(expected, expected.Select(_ => second.Receive()).Order());
        Assert.Equal(3, server.Responder.MostLate);
    }

    [Fact]
    public async Task Client_ThatHasSentAll_GetsWhatItIsOwedAndThenTheEnd()
    {
        await using var server = new TcpServer();
        using var client = server.Connect();
        client.Send("late 1", "plain");
        client.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal("plain", client.Receive());
        server.Responder.Release();

        Assert.Equal("late 1", client.Receive());
        Assert.Null(client.Receive());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4_097)]
    [InlineData(65_535)]
    public async Task Length_ThatNoQueryHas_EndsTheConnectionAfterWhatCameBefore(int length)
    {
        await using var server = new TcpServer();
        using var client = server.Connect();
        client.Socket.Send([
            .. TcpClientConnection.Frame(ScriptedResponder.Query("plain")),
            (byte)(length >> 8),
            (byte)length,
        ]);

        Assert.Equal("plain", client.Receive());
        Assert.True(client.IsEnded());
        Assert.Equal(1, server.Meters["coral.transport.dns.closed length"]);
    }

    [Theory]
    [InlineData("throw")]
    [InlineData("late-throw")]
    public async Task Responder_ThatFails_CostsOneConnectionAndIsReported(string text)
    {
        await using var server = new TcpServer();
        using var client = server.Connect();
        server.Responder.Release();
        client.Send(text);
        Assert.True(client.IsEnded());
        using var next = server.Connect();

        Assert.Equal("plain", next.Ask("plain"));
        Assert.Single(server.Faults);
        Assert.Equal(1, server.Meters["coral.transport.dns.dropped fault"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Bytes_OfAnyKind_DoNoHarm()
    {
        await using var server = new TcpServer(options: new DnsTcpOptions { MaxConnectionsPerAddress = 1_000 });
        var random = new Random(5);
        for (var i = 0; i < 300; i++)
        {
            using var hostile = server.Connect();
            var bytes = new byte[random.Next(1, 5_000)];
            random.NextBytes(bytes);
            if (i % 2 == 0)
            {
                bytes[0] = (byte)random.Next(4);
            }

            try
            {
                hostile.Socket.Send(bytes);
                hostile.Socket.LingerState = new LingerOption(i % 3 == 0, 0);
            }
            catch (SocketException)
            {
                // The server has closed the connection already.
            }
        }

        using var client = server.Connect();
        Assert.Equal("plain", client.Ask("plain"));
        await server.Listener.DisposeAsync();
        Assert.Empty(server.Faults);
        Assert.Equal(0, server.Meters["coral.transport.dns.connections"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Dispose_WithConnectionsOpen_EndsThem()
    {
        var server = new TcpServer();
        using var idle = server.Connect();
        using var late = server.Connect();
        idle.Ask("plain");
        late.Send("late 1", "plain");
        late.Receive();
        await server.DisposeAsync();
        await server.Listener.DisposeAsync();

        Assert.True(idle.IsEnded());
        Assert.True(late.IsEnded());
        Assert.Equal(0, server.Responder.Late);
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(server.Listener.BoundEndPoint);
    }

    [Fact]
    public async Task Open_WhereAnotherListens_Fails()
    {
        await using var first = new TcpServer();
        var error = Assert.Throws<SocketException>(() =>
            DnsTcpListener.Open(
                first.Listener.BoundEndPoint,
                first.Responder,
                first.Options,
                first.Clock,
                new DnsListenerMetrics(first.Meters),
                first.Faults.Enqueue
            )
        );

        Assert.Equal(SocketError.AddressAlreadyInUse, error.SocketErrorCode);
    }
}
