using Coral.Transport.Dns.Udp;
using Coral.Transport.Tests.Fixtures;

namespace Coral.Transport.Tests.Dns.Udp;

/// <summary>Queries over UDP whose answers need time.</summary>
public sealed class DeferredQueriesTests
{
    private static readonly byte[] Plain = ScriptedResponder.Query("plain");
    private static readonly byte[] Late = ScriptedResponder.Query("late");

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.7", "127.0.0.8")]
    public async Task DeferredAnswer_OnceReady_GoesToTheClient(string listen, string one, string other)
    {
        await using var server = new UdpServer(listen);
        using var first = server.Connect(one);
        using var second = server.Connect(other);
        first.Send(Late);
        Assert.Equal(ScriptedResponder.AnswerTo(Plain), UdpServer.Ask(second, Plain));
        server.Responder.Release();

        Assert.Equal(ScriptedResponder.AnswerTo(Late), UdpServer.Receive(first));
    }

    [Fact]
    public async Task DeferredQueries_BeyondTheBound_AreDroppedAndCounted()
    {
        await using var server = new UdpServer("127.0.0.1", new DnsUdpOptions { MaxPending = 3 });
        using var client = server.Connect("127.0.0.1");
        for (var i = 0; i < 8; i++)
        {
            client.Send(ScriptedResponder.Query($"late {i}"));
        }

        UdpServer.Ask(client, Plain);
        Assert.Equal(5, server.Meters["coral.transport.dns.dropped busy"]);
        server.Responder.Release();
        var answers = Enumerable.Range(0, 3).Select(_ => UdpServer.Receive(client)).ToArray();

        Assert.Equal(
            Enumerable.Range(0, 3).Select(i => ScriptedResponder.AnswerTo(ScriptedResponder.Query($"late {i}"))),
            answers.OrderByDescending(answer => answer[^1])
        );
        // Those that were taken are done, or will be in a moment: there is room again.
        long busy;
        do
        {
            busy = server.Meters["coral.transport.dns.dropped busy"];
            client.Send(Late);
            UdpServer.Ask(client, Plain);
        } while (server.Meters["coral.transport.dns.dropped busy"] != busy);
    }

    [Fact]
    public async Task DeferredAnswer_ThatFails_IsCountedAndReported()
    {
        await using var server = new UdpServer("127.0.0.1", new DnsUdpOptions { MaxPending = 1 });
        using var client = server.Connect("127.0.0.1");
        server.Responder.Release();
        client.Send(ScriptedResponder.Query("late-throw"));
        await server.Reported.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, server.Meters["coral.transport.dns.dropped fault"]);
        Assert.IsType<InvalidOperationException>(Assert.Single(server.Faults));
    }

    [Fact(Timeout = 30_000)]
    public async Task Dispose_WhileAnAnswerIsWaitedFor_GivesItUp()
    {
        var server = new UdpServer("127.0.0.1");
        using var client = server.Connect("127.0.0.1");
        client.Send(Late);
        UdpServer.Ask(client, Plain);
        await server.DisposeAsync();

        await server.Responder.GivenUp;
        Assert.Equal(0, server.Responder.Late);
        Assert.Empty(server.Faults);
    }
}
